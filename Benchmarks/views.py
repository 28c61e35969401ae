#!/usr/bin/env python3
"""What tags, subscribed views, archives and the static form cost.

    Benchmarks/views.py --feedherald .build/release/feedherald [--articles 10000] [--tags 1000] [--edits 30]
                        [--large 100000] [--static]

The same articles are published once without and once with tags (three of the many for each article), and articles are
edited: one time after the other nobody has asked for a tag, every tag's feed was asked for once, and every tag's feed has
a subscriber. Measured are the time from an edited file's close to its text in the feed, with somebody who asks all the
time; and the daemon's CPU time for an edit and all that follows from it, with nobody who asks. --large: what the first who
asks for a tag or an archive of so many articles waits for. --static: the site as files. The last line is the same as JSON.
"""

import argparse
import http.client
import http.server
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

WORDS = """the of a to and in that is was for on with as by at from it this which be feed reader publisher server article
entry update window signal release kernel library network memory thread stream archive garden river mountain morning
history science music letter paper machine language quick quiet narrow public open simple honest slow steady""".split()


# The articles.

def lay_out(folder, count, tags):
    """Writes so many articles of about 5 KB, each with three of the tags."""
    chance = random.Random(1)
    blocks = [block(chance) for _ in range(400)]
    for number in range(count):
        year = 2005 + number * 20 // count
        place = os.path.join(folder, str(year))
        os.makedirs(place, exist_ok=True)
        moment = 1_100_000_000 + number * (630_000_000 // count)
        date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
        named = ", ".join(f"tag-{tag}" for tag in chance.sample(range(tags), 3)) if tags else ""
        head = f"title: Article {number}\ndate: {date}\nupdated: {date}\nslug: article-{number}\n"
        head += f"tags: [{named}]\n" if named else ""
        path = os.path.join(place, f"{number:06}.md")
        with open(path, "w") as f:
            f.write(f"---\n{head}---\n" + "".join(chance.choices(blocks, k=chance.randint(2, 14))))
        os.utime(path, (moment, moment))


def block(chance):
    def sentence():
        return " ".join(chance.choices(WORDS, k=chance.randint(6, 20))).capitalize() + ". "

    kind = chance.random()
    if kind < 0.6:
        return "".join(sentence() for _ in range(chance.randint(3, 8))) + f"[More](https://example.org/{chance.random()})\n\n"
    if kind < 0.7:
        return f"## {sentence()}\n\n"
    if kind < 0.85:
        return "".join(f"- {sentence()}**{chance.choice(WORDS)}**\n" for _ in range(5)) + "\n"
    return f"```c\nif (a < b && c > {chance.randint(1, 99)}) return x;\n```\n\n"


class Editor:
    """Writes into the newest articles, one after the other, and knows their tags."""

    def __init__(self, folder):
        paths = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
        self.paths = sorted(paths, key=os.path.basename)[-50:]
        self.turn = 0

    def edit(self):
        """The moment when the file was closed, the mark that it has now, and its tags."""
        self.turn += 1
        path = self.paths[self.turn * 7 % len(self.paths)]
        with open(path) as f:
            text = f.read()
        head, body = text.split("\n---\n", 1)
        # A date that is written down would leave subscribers untold.
        head = "\n".join(line for line in head.split("\n") if not line.startswith("updated:"))
        mark = f"edited-{self.turn}-{random.getrandbits(40):x}"
        with open(path, "w") as f:
            f.write(f"{head}\n---\n{mark}\n\n{body}")
        closed = time.monotonic()
        tags = [line[7:-1].split(", ") for line in head.split("\n") if line.startswith("tags: ")]
        return closed, mark, tags[0] if tags else []


# The daemon.

def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Daemon:
    def __init__(self, program, place, name):
        self.program, self.place = program, place
        self.store = f"sqlite:///{place}/{name}.sqlite"
        self.port = free_port()
        self.log = open(os.path.join(place, name + ".log"), "a")
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "serve", os.path.join(self.place, "feeds"), "--listen", f"127.0.0.1:{self.port}", "--base-url",
             f"http://127.0.0.1:{self.port}", "--store", self.store, "--allow-private-callbacks"],
            stdout=self.log, stderr=self.log)
        end = time.monotonic() + 300
        while not self.is_up():
            if self.process.poll() is not None or time.monotonic() > end:
                sys.exit("the daemon does not serve:\n" + open(self.log.name).read()[-4000:])
            time.sleep(0.02)
        self.rest()

    def is_up(self):
        try:
            return self.get("/readyz")[0] == 200
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def get(self, path):
        return request(self.port, "GET", path)

    def cpu(self):
        """In milliseconds: the kernel's clock of the process, with threads that have ended."""
        return time.clock_gettime(~self.process.pid << 3 | 2) * 1e3

    def rest(self, patience=600):
        """Waits until it does nothing any more."""
        end = time.monotonic() + patience
        quiet = 0
        while quiet < 4:
            before = self.cpu()
            time.sleep(0.25)
            quiet = quiet + 1 if self.cpu() - before < 3 else 0
            if time.monotonic() > end:
                sys.exit("the daemon does not come to rest")

    def memory(self):
        """At rest: what only makes the next one faster who asks is let go after ten seconds."""
        time.sleep(11)
        with open(f"/proc/{self.process.pid}/status") as f:
            return next(int(line.split()[1]) // 1024 for line in f if line.startswith("VmRSS"))


def request(port, method, path, body=None, headers={}):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, answer.headers, text


class Inbox(http.server.BaseHTTPRequestHandler):
    """A subscriber that confirms what it is asked, and takes what it is sent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["hub.challenge"][0].encode())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.deliveries += 1
        self.answer(b"")

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


# What is measured.

# Seconds until what an edit has changed has all codings. Who stops sooner counts them where deliveries take long, and
# else does not.
CODINGS = 2.5


def spread(values):
    return [round(value, 1) for value in (statistics.median(values), min(values), max(values))]


def latency(daemon, editor, edits, pause=0.3):
    """Milliseconds from close to the text in the served feed."""
    found = []
    connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)
    tag = ""
    for _ in range(edits):
        time.sleep(pause)
        closed, mark, _ = editor.edit()
        while True:
            connection.request("GET", "/news/atom.xml", headers={"If-None-Match": tag} if tag else {})
            answer = connection.getresponse()
            text = answer.read()
            tag = answer.headers["ETag"]
            if mark.encode() in text:
                break
            if time.monotonic() > closed + 30:
                sys.exit("an edit was not served within 30 s")
        found.append((time.monotonic() - closed) * 1e3)
    connection.close()
    return spread(found)


def cost(daemon, editor, edits):
    """Milliseconds of CPU time for an edit and what follows: also zstd and Brotli, which come two seconds later."""
    found = []
    for _ in range(edits):
        daemon.rest(60)
        before = daemon.cpu()
        editor.edit()
        time.sleep(CODINGS)
        daemon.rest(60)
        found.append(daemon.cpu() - before)
    return spread(found)


def edits(daemon, editor, count):
    daemon.rest()
    found = {"latency_ms": latency(daemon, editor, count), "cpu_ms": cost(daemon, editor, count)}
    daemon.rest()
    return found | {"memory_mb": daemon.memory()}


def subscribe(daemon, tags, inbox):
    for tag in range(tags):
        topic = f"http://127.0.0.1:{daemon.port}/news/tag/tag-{tag}/atom.xml"
        form = urllib.parse.urlencode(
            {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": f"http://127.0.0.1:{inbox}/{tag}"})
        status, _, text = request(
            daemon.port, "POST", "/hub", form, {"Content-Type": "application/x-www-form-urlencoded"})
        if status != 202:
            sys.exit(f"not subscribed: {status} {text.decode()}")
    daemon.rest()


def rebuilt(daemon, editor, tags):
    """Of all tags' feeds: how many were others after an edit, and whether they are those that hold the article."""

    def etags():
        return {tag: daemon.get(f"/news/tag/{tag}/atom.xml")[1]["ETag"] for tag in (f"tag-{n}" for n in range(tags))}

    before = etags()
    _, _, held = editor.edit()
    time.sleep(0.5)
    daemon.rest()
    changed = {tag for tag, etag in etags().items() if etag != before[tag]}
    return {"changed": len(changed), "of": tags, "are_those_that_hold_it": changed == set(held)}


def first_requests(daemon, paths):
    """Milliseconds that the first who asks waits for; most before was asked for by nobody."""
    found = []
    for path in paths:
        began = time.monotonic()
        status, _, text = daemon.get(path)
        if status != 200:
            sys.exit(f"{path}: {status}")
        found.append((time.monotonic() - began) * 1e3)
    return spread(found)


def asked(daemon, count, tags):
    pages = count // 50
    return {
        "tag_ms": first_requests(daemon, [f"/news/tag/tag-{n * 37 % tags}/atom.xml" for n in range(20)]),
        "archive_ms": first_requests(daemon, [f"/news/archive/{n * 7 % pages + 1}/atom.xml" for n in range(20)]),
        "archive_again_ms": first_requests(daemon, [f"/news/archive/{n * 7 % pages + 1}/rss.xml" for n in range(20)]),
    }


def site(place, count, tags):
    feeds = os.path.join(place, "feeds")
    shutil.rmtree(feeds, ignore_errors=True)
    lay_out(os.path.join(feeds, "news", "articles"), count, tags)
    return Editor(os.path.join(feeds, "news", "articles"))


def measure_edits(options, place):
    found = {}
    editor = site(place, options.articles, 0)
    daemon = Daemon(options.feedherald, place, "plain")
    daemon.start()
    try:
        found["no tags"] = edits(daemon, editor, options.edits)
    finally:
        daemon.stop()
    editor = site(place, options.articles, options.tags)
    daemon = Daemon(options.feedherald, place, "tags")
    daemon.start()
    inbox = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Inbox)
    inbox.deliveries = 0
    inbox.daemon_threads = True
    threading.Thread(target=inbox.serve_forever, daemon=True).start()
    try:
        found["tags, nobody asks"] = edits(daemon, editor, options.edits)
        found["first requests"] = asked(daemon, options.articles, options.tags)
        for tag in range(options.tags):
            daemon.get(f"/news/tag/tag-{tag}/atom.xml")
        found["tags, all were asked for"] = edits(daemon, editor, options.edits)
        subscribe(daemon, options.tags, inbox.server_port)
        told = inbox.deliveries
        found["tags, all with a subscriber"] = edits(daemon, editor, options.edits)
        found["tags, all with a subscriber"]["deliveries"] = (inbox.deliveries - told) / (2 * options.edits)
        found["rebuilt"] = [rebuilt(daemon, editor, options.tags) for _ in range(3)]
        daemon.stop()
        daemon.start()
        found["first edit after a restart"] = {"cpu_ms": cost(daemon, editor, 1)}
    finally:
        daemon.stop()
    return found


def measure_large(options, place):
    site(place, options.large, options.tags)
    daemon = Daemon(options.feedherald, place, "large")
    daemon.start()
    try:
        return asked(daemon, options.large, options.tags) | {"memory_mb": daemon.memory()}
    finally:
        daemon.stop()


def measure_static(options, place):
    """The first form of a site that is published already, by hand; then what edits cost a daemon that keeps it up."""
    output = os.path.join(place, "public")
    editor = site(place, options.articles, options.tags)
    daemon = Daemon(options.feedherald, place, "static")
    daemon.start()
    daemon.stop()
    began = time.monotonic()
    command = [options.feedherald, "publish", "--dir", os.path.join(place, "feeds"), "--store", daemon.store, "--base-url",
               f"http://127.0.0.1:{daemon.port}", "--output", output]
    process = subprocess.Popen(command, stdout=daemon.log, stderr=daemon.log)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("not written:\n" + open(daemon.log.name).read()[-4000:])
    found = {"first_s": round(time.monotonic() - began, 1), "cpu_s": round(usage.ru_utime + usage.ru_stime, 1)}
    files = [os.path.join(folder, name) for folder, _, names in os.walk(output) for name in names]
    found |= {"files": len(files), "mb": sum(os.path.getsize(file) for file in files) // 1_000_000}
    with open(os.path.join(place, "feeds", "feedherald.toml"), "w") as f:
        f.write(f'output = "{output}"\n')
    daemon.start()
    try:
        return found | edits(daemon, editor, options.edits)
    finally:
        daemon.stop()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--feedherald", required=True, metavar="PATH")
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--tags", type=int, default=1_000)
    options.add_argument("--edits", type=int, default=30)
    options.add_argument("--large", type=int, default=0)
    options.add_argument("--static", action="store_true")
    options.add_argument("--only", action="store_true", help="not the edits: only what --large and --static ask for")
    options = options.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as place:
        if not options.only:
            found |= measure_edits(options, place)
        if options.large:
            found[f"first requests, {options.large} articles"] = measure_large(options, place)
        if options.static:
            found["as files"] = measure_static(options, place)
    print("median, least, most; an edit's time from close to served, and its CPU time, in ms\n")
    for name, values in found.items():
        print(f"{name}:")
        for one in values if isinstance(values, list) else [values]:
            print("    " + ", ".join(f"{key} {value}" for key, value in one.items()))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
