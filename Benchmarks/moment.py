#!/usr/bin/env python3
"""How late an article with a future date is served, and told to a subscriber.

    Benchmarks/moment.py --feedherald .build/release/feedherald [--articles 20]

One article after the other is given a date two to three seconds ahead. What is measured is the time from that moment to
the first answer that shows the article, and to the last byte of its delivery; beside it, in the same run, how late a
program wakes that does nothing but sleep until then. Milliseconds; the last line is the same as JSON.
"""

import argparse
import datetime
import http.client
import http.server
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Inbox(http.server.BaseHTTPRequestHandler):
    """A subscriber: confirms what it is asked, and keeps what it is sent, with the time."""

    protocol_version = "HTTP/1.1"
    received = []
    arrival = threading.Condition()

    def do_GET(self):
        challenge = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["hub.challenge"][0].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(challenge)))
        self.end_headers()
        self.wfile.write(challenge)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        now = time.time()
        self.send_response(204)
        self.end_headers()
        with self.arrival:
            self.received.append((now, body))
            self.arrival.notify_all()

    def log_message(self, *_):
        pass


def request(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, text


def wait(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"{what}: not within {seconds} s")
        time.sleep(0.01)


def is_up(port):
    try:
        return request(port, "GET", "/readyz")[0] == 200
    except OSError:
        return False


def subscribe(port, inbox):
    topic = f"http://127.0.0.1:{port}/news/atom.xml"
    form = urllib.parse.urlencode(
        {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": f"http://127.0.0.1:{inbox}/"})
    status, text = request(port, "POST", "/hub", form)
    if status != 202:
        sys.exit(f"not subscribed: {status} {text.decode()}")


def publish_at(folder, moment, mark):
    date = datetime.datetime.fromtimestamp(moment, datetime.timezone.utc).isoformat()
    with open(os.path.join(folder, mark + ".md"), "w") as f:
        f.write(f"---\ntitle: {mark}\ndate: {date}\n---\nText.\n")


def served_at(port, mark, moment):
    """The time of the first answer that shows the mark."""
    while time.time() < moment + 10:
        if time.time() > moment - 0.02 and mark.encode() in request(port, "GET", "/news/atom.xml")[1]:
            return time.time()
        time.sleep(0.001)
    sys.exit(f"{mark} was not served within 10 s of its moment")


def delivered_at(mark, moment):
    def arrived():
        return next((at for at, body in Inbox.received if mark.encode() in body), None)

    with Inbox.arrival:
        Inbox.arrival.wait_for(arrived, timeout=max(0, moment + 10 - time.time()))
    return arrived() or sys.exit(f"{mark} was not delivered within 10 s of its moment")


def slept(moment, found):
    time.sleep(max(0, moment - time.time()))
    found.append((time.time() - moment) * 1e3)


def measure(port, folder, count):
    found = {"sleeper": [], "served": [], "delivered": []}
    for number in range(count):
        # Dates are written to the second.
        moment, mark = int(time.time()) + 3, f"mark-{number}"
        publish_at(folder, moment, mark)
        sleeper = threading.Thread(target=slept, args=(moment, found["sleeper"]))
        sleeper.start()
        found["served"].append((served_at(port, mark, moment) - moment) * 1e3)
        found["delivered"].append((delivered_at(mark, moment) - moment) * 1e3)
        sleeper.join()
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--feedherald", required=True, metavar="PATH")
    options.add_argument("--articles", type=int, default=20)
    options = options.parse_args()
    port = free_port()
    inbox = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Inbox)
    threading.Thread(target=inbox.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as place:
        articles = os.path.join(place, "feeds", "news", "articles")
        os.makedirs(articles)
        publish_at(articles, time.time() - 60, "first")
        with open(os.path.join(place, "log"), "w") as log:
            daemon = subprocess.Popen(
                [options.feedherald, "serve", os.path.join(place, "feeds"), "--listen", f"127.0.0.1:{port}",
                 "--base-url", f"http://127.0.0.1:{port}", "--allow-private-callbacks"], stdout=log, stderr=log)
        try:
            wait(lambda: is_up(port), 30, "the daemon")
            subscribe(port, inbox.server_port)
            time.sleep(1)
            found = measure(port, articles, options.articles)
        finally:
            daemon.terminate()
            daemon.wait()
    print(f"{'':12}{'median':>10}{'least':>10}{'most':>10}   ms after the moment, {options.articles} articles")
    for name, values in found.items():
        print(f"{name:12}{statistics.median(values):10.2f}{min(values):10.2f}{max(values):10.2f}")
    print(json.dumps({name: [round(value, 2) for value in values] for name, values in found.items()}))


if __name__ == "__main__":
    main()
