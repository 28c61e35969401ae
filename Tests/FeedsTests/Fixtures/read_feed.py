"""Reads a feed from standard input as feedparser or atoma understands it, and prints its entries as JSON."""

import calendar
import json
import sys


def with_feedparser(document, form):
    import feedparser

    feed = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo:
        raise feed.bozo_exception
    if not feed.version.startswith(form):
        raise ValueError(f"feedparser takes this for {feed.version!r}")
    return {
        "title": feed.feed.title,
        "link": feed.feed.link,
        "links": links((link.rel, link.href) for link in feed.feed.links),
        "entries": [
            {
                "id": entry.id,
                "title": entry.get("title", ""),
                "link": entry.link,
                "published": calendar.timegm(entry.published_parsed),
                "updated": calendar.timegm(entry.get("updated_parsed") or entry.published_parsed),
                "summary": entry.get("summary", ""),
                "content": entry.content[0].value if "content" in entry else "",
                "authors": [author.name for author in entry.get("authors", [])],
                "tags": [tag.term for tag in entry.get("tags", [])],
                "enclosures": [enclosure.href for enclosure in entry.enclosures],
            }
            for entry in feed.entries
        ],
    }


def with_atoma(document, form):
    import atoma

    if form == "rss":
        feed = atoma.parse_rss_bytes(document)
        return {
            "title": feed.title,
            "link": feed.link,
            "links": {},
            "entries": [
                {
                    "id": item.guid,
                    "title": item.title or "",
                    "link": item.link,
                    "published": seconds(item.pub_date),
                    "updated": None,
                    "summary": item.description or "",
                    "content": item.content_encoded or "",
                    "authors": None,
                    "tags": item.categories,
                    "enclosures": [enclosure.url for enclosure in item.enclosures],
                }
                for item in feed.items
            ],
        }
    if form == "atom":
        feed = atoma.parse_atom_bytes(document)
        return {
            "title": feed.title.value,
            "link": first(feed.links, "alternate"),
            "links": links((link.rel, link.href) for link in feed.links),
            "entries": [
                {
                    "id": entry.id_,
                    "title": entry.title.value if entry.title else "",
                    "link": first(entry.links, "alternate"),
                    "published": seconds(entry.published),
                    "updated": seconds(entry.updated),
                    "summary": entry.summary.value if entry.summary else "",
                    "content": entry.content.value if entry.content else "",
                    "authors": [author.name for author in entry.authors],
                    "tags": [category.term for category in entry.categories],
                    "enclosures": [link.href for link in entry.links if link.rel == "enclosure"],
                }
                for entry in feed.entries
            ],
        }
    feed = atoma.parse_json_feed_bytes(document)
    return {
        "title": feed.title,
        "link": feed.home_page_url,
        "links": {"self": [feed.feed_url]},
        "entries": [
            {
                "id": item.id_,
                "title": item.title or "",
                "link": item.url,
                "published": seconds(item.date_published),
                "updated": seconds(item.date_modified),
                "summary": item.summary or "",
                "content": item.content_html or "",
                "authors": None,
                "tags": item.tags,
                "enclosures": [attachment.url for attachment in item.attachments],
            }
            for item in feed.items
        ],
    }


def links(pairs):
    by_relation = {}
    for relation, address in pairs:
        by_relation.setdefault(relation, []).append(address)
    return by_relation


def first(links, relation):
    return next(link.href for link in links if link.rel == relation)


def seconds(date):
    return int(date.timestamp())


reader = {"feedparser": with_feedparser, "atoma": with_atoma}[sys.argv[1]]
json.dump(reader(sys.stdin.buffer.read(), sys.argv[2]), sys.stdout)
