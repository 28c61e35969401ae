"""Prints a served document as feedparser understands it; what is not well formed is an error."""

import calendar
import json
import sys

import feedparser

feed = feedparser.parse(sys.stdin.buffer.read(), sanitize_html=False, resolve_relative_uris=False)
if feed.bozo:
    raise feed.bozo_exception
json.dump(
    [
        {
            "id": entry.id,
            "title": entry.get("title", ""),
            "link": entry.link,
            "date": calendar.timegm(entry.published_parsed),
        }
        for entry in feed.entries
    ],
    sys.stdout,
)
