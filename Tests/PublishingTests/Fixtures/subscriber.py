"""Subscribers and hubs of others: the first part of a path says how one behaves; it prints its port.

/log answers with all that was asked so far, and /mend lets everybody behave from then on.
"""
import base64
import json
import os
import socket
import sys
import threading
import time
import urllib.parse

lock = threading.Lock()
log = []
is_mended = False


def read_request(stream):
    line = stream.readline()
    if not line:
        return None
    method, target, _ = line.decode().split(" ", 2)
    headers = {}
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, value = line.decode().split(":", 1)
        headers[name.strip().lower()] = value.strip()
    return method, target, headers, stream.read(int(headers.get("content-length", 0)))


def answer(peer, status, body=b"", extra=""):
    head = f"HTTP/1.1 {status} Any\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    peer.sendall(head.encode() + body)


def verify(peer, way, query):
    challenge = query.get("hub.challenge", [""])[0].encode()
    if way == "wrong":
        answer(peer, 200, b"x" + challenge)
    elif way == "refuse" or (way == "stay" and query["hub.mode"] == ["unsubscribe"]):
        answer(peer, 404)
    elif way == "lost":
        answer(peer, 307, extra="Location: /good/elsewhere\r\n")
    elif way == "sleepy":
        time.sleep(60)
    elif way == "latin-1":
        feed = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><item><guid>a</guid><title>\u00e9</title></item></channel></rss>"
        answer(peer, 200, feed.encode("latin-1"), "Content-Type: application/rss+xml; charset=ISO-8859-1\r\n")
    else:
        answer(peer, 200, challenge)


def receive(peer, way, number):
    if is_mended:
        answer(peer, 204)
    elif way == "gone":
        answer(peer, 410)
    elif way == "fail":
        answer(peer, 500)
    elif way == "moved":
        answer(peer, 307, extra="Location: /good/elsewhere\r\n")
    elif way == "hang" or (way == "turn" and number > 1):
        time.sleep(60)
    elif way == "turn":
        answer(peer, 500)
    elif way == "slow":
        time.sleep(1.6)
        answer(peer, 204)
    else:
        answer(peer, 204)


def describe(peer, path):
    """A file's head without the file: as long as the path says, after a redirect, or not there."""
    words = path.split("/")[1:]
    if words[0] == "redirect":
        answer(peer, 302, extra=f"Location: /{'/'.join(words[1:])}\r\n")
    elif words[0] == "length":
        peer.sendall(f"HTTP/1.1 200 Any\r\nContent-Length: {words[1]}\r\nContent-Type: audio/mpeg\r\n\r\n".encode())
    elif words[0] == "hang":
        time.sleep(60)
    else:
        answer(peer, int(words[1]))


def serve(peer):
    global is_mended
    stream = peer.makefile("rb")
    while request := read_request(stream):
        method, target, headers, body = request
        parts = urllib.parse.urlsplit(target)
        way = parts.path.split("/")[1]
        if way == "log":
            with lock:
                answer(peer, 200, json.dumps(log).encode())
        elif way == "mend":
            is_mended = True
            answer(peer, 204)
        else:
            with lock:
                log.append({
                    "method": method, "path": parts.path, "headers": headers,
                    "query": {k: v[0] for k, v in urllib.parse.parse_qs(parts.query).items()},
                    "body": base64.b64encode(body).decode(),
                })
            if method == "HEAD":
                describe(peer, parts.path)
            elif method == "GET":
                verify(peer, way, urllib.parse.parse_qs(parts.query))
            else:
                receive(peer, way, sum(1 for one in log if one["path"] == parts.path and one["method"] == "POST"))


def serve_quietly(peer):
    try:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        serve(peer)
    except OSError:
        pass


def accept(listener):
    while True:
        peer, _ = listener.accept()
        threading.Thread(target=serve_quietly, args=(peer,), daemon=True).start()


listener = socket.socket(socket.AF_INET)
listener.bind(("127.0.0.1", 0))
listener.listen(512)
threading.Thread(target=accept, args=(listener,), daemon=True).start()
print(listener.getsockname()[1], flush=True)
sys.stdin.read()
os._exit(0)
