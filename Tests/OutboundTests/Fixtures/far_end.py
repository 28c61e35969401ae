"""A far end that behaves as the path asks, good or bad; it prints its port and lives until its input ends.

With an argument it listens on that path instead, as a Unix socket.
"""
import os
import socket
import sys
import threading
import time

connections = 0
lock = threading.Lock()
under_way = most = 0


def read_request(stream):
    line = stream.readline()
    if not line:
        return None
    method, target, _ = line.decode().split(" ", 2)
    headers = {}
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, value = line.decode().split(":", 1)
        headers[name.strip().lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return method, target, headers, body


def answer(peer, status, body=b"", extra=""):
    head = f"HTTP/1.1 {status} Any\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    peer.sendall(head.encode() + body)


def serve(peer, number):
    global under_way, most
    if peer.family == socket.AF_INET:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if peer.recv(1, socket.MSG_PEEK) == b"\x16":
        # Somebody begins TLS, which nobody speaks here.
        peer.sendall(b"HTTP/1.1 400 Plain\r\n\r\n")
        peer.close()
        return
    stream = peer.makefile("rb")
    while request := read_request(stream):
        method, target, headers, body = request
        path = target.split("?")[0]
        if path == "/echo":
            lines = [f"{method} {target}"] + sorted(f"{k}: {v}" for k, v in headers.items())
            answer(peer, 200, "\n".join(lines).encode() + b"\n\n" + body)
        elif path == "/connection":
            answer(peer, 200, str(number).encode())
        elif path == "/count":
            answer(peer, 200, str(connections).encode())
        elif path == "/most":
            answer(peer, 200, str(most).encode())
        elif path.startswith("/file/"):
            length = path.split("/")[2]
            peer.sendall(f"HTTP/1.1 200 Any\r\nContent-Length: {length}\r\nContent-Type: Audio/MPEG; x=1\r\n\r\n".encode())
        elif path == "/typed":
            answer(peer, 200, b"text", 'Content-Type: text/xml; version=1; Charset="ISO-8859-1"\r\n')
        elif path.startswith("/status/"):
            answer(peer, int(path.split("/")[2]), b"so be it")
        elif path == "/redirect":
            answer(peer, 307, extra="Location: /echo\r\n")
        elif path == "/hang":
            time.sleep(60)
        elif path == "/brief":
            with lock:
                under_way += 1
                most = max(most, under_way)
            time.sleep(0.02)
            with lock:
                under_way -= 1
            answer(peer, 204)
        elif path == "/endless":
            peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                peer.sendall(b"x" * 16384)
        elif path == "/drip":
            peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                peer.sendall(b"x")
                time.sleep(0.3)
        elif path == "/lines":
            peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            for line in ("one\n", "two\n", "three\n"):
                peer.sendall(line.encode())
                time.sleep(0.1)
            break
        elif path == "/garbage":
            peer.sendall(b"\x00\x01 no HTTP at all\r\n\r\n")
            break
        elif path == "/hangup":
            break
        else:
            answer(peer, 204)
    stream.close()
    try:
        peer.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    peer.close()


def serve_quietly(peer, number):
    try:
        serve(peer, number)
    except OSError:
        pass


def accept(listener):
    global connections
    while True:
        peer, _ = listener.accept()
        connections += 1
        threading.Thread(target=serve_quietly, args=(peer, connections), daemon=True).start()


if len(sys.argv) > 1:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    port = 0
else:
    listener = socket.socket(socket.AF_INET)
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
listener.listen(512)
threading.Thread(target=accept, args=(listener,), daemon=True).start()
print(port, flush=True)
sys.stdin.read()
os._exit(0)
