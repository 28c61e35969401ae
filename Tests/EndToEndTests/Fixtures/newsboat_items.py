"""Prints what newsboat keeps of its feeds in the cache that is the argument, as JSON."""

import json
import sqlite3
import sys

rows = sqlite3.connect(sys.argv[1]).execute("SELECT guid, title, url, pubDate, feedurl FROM rss_item")
json.dump(
    [{"id": id, "title": title, "link": link, "date": date, "feed": feed} for id, title, link, date, feed in rows],
    sys.stdout,
)
