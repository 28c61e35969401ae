"""Prints what feedparser sees differently in the second feed for each entry of the first, as JSON."""

import html
import json
import sys

import feedparser


def entries(path):
    with open(path, "rb") as file:
        feed = feedparser.parse(file.read(), sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo:
        raise feed.bozo_exception
    return {entry.id: entry for entry in feed.entries}


def title(entry):
    is_html = entry.title_detail.type != "text/plain"
    return html.unescape(entry.title) if is_html else entry.title


def differences(old, new):
    if new is None:
        yield "it is missing"
        return
    if title(old) != title(new):
        yield f"title {title(old)!r}, {title(new)!r}"
    for name in "link", "published_parsed", "updated_parsed":
        # What the older feed does not say its readers do not know, and RSS says no more of what was never updated.
        now = dict.get(new, name) or dict.get(new, "published_parsed")
        if dict.get(old, name) is not None and dict.get(old, name) != now:
            yield f"{name} {old[name]}, {now}"


old, new = entries(sys.argv[1]), entries(sys.argv[2])
json.dump([f"{id}: {text}" for id in old for text in differences(old[id], new.get(id))], sys.stdout)
