"""The site that somebody moves from: it serves a folder, and prints its port.

/redirect/N/NAME leads to NAME in N steps, /gzip/NAME comes compressed, /large/N/NAME has N bytes: NAME, and comments
before its root's end; /save/N/NAME writes that into the folder as "large".
"""

import functools
import gzip
import http.server
import sys


def padded(document, size):
    head, end, tail = document.rpartition(b"</channel>")
    rest = size - len(document)
    parts = [head]
    while rest > 0:
        part = rest if rest <= 1_000_000 else min(1_000_000, rest - 10)
        parts.append(b"<!--" + b"x" * (part - 7) + b"-->")
        rest -= part
    return b"".join(parts + [end, tail])


class Site(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        _, way, *rest = self.path.split("/")
        if way == "redirect":
            steps, name = int(rest[0]), rest[1]
            target = f"/redirect/{steps - 1}/{name}" if steps > 1 else f"/{name}"
            self.send_response(301 if steps % 2 else 302)
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif way == "gzip":
            self.answer(gzip.compress(self.contents(rest[0])), {"Content-Encoding": "gzip"})
        elif way == "large":
            self.answer(padded(self.contents(rest[1]), int(rest[0])), {})
        elif way == "save":
            with open(f"{self.directory}/large", "wb") as file:
                file.write(padded(self.contents(rest[1]), int(rest[0])))
            self.answer(b"", {})
        else:
            super().do_GET()

    def contents(self, name):
        with open(f"{self.directory}/{name}", "rb") as file:
            return file.read()

    def answer(self, body, headers):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(
    ("127.0.0.1", 0), functools.partial(Site, directory=sys.argv[1])
)
print(server.server_port, flush=True)
server.serve_forever()
