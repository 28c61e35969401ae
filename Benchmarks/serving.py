#!/usr/bin/env python3
"""What serving costs beside single requests: resting connections, editions meanwhile, and hours of both.

    serving.py --feedherald BINARY [idle] [editions] [soak] [--connections 10000] [--requests 5000000] [--seconds 10]

idle      opens so many keep-alive connections, each with one request, and asks on one more while they rest.
editions  p99 of 64 connections that ask for a feed, with and without an article that is edited every second.
soak      so many requests while an article is edited every second, and the memory as they go.

A site of 50 articles is made in a temporary folder. Needs: apt-get install wrk; a limit of descriptors above the connections.
"""
import argparse, os, re, resource, socket, subprocess, sys, tempfile, threading, time, urllib.request

MIX = """
local n = 0
local known = "%s"
request = function()
  n = n + 1
  if n %% 4 == 0 then return wrk.format("GET", nil, {["Accept-Encoding"] = "gzip"}) end
  if n %% 16 == 1 then return wrk.format("GET", nil, {}) end
  return wrk.format("GET", nil, {["Accept-Encoding"] = "gzip", ["If-None-Match"] = known})
end
"""


class Site:
    def __init__(self, binary, folder):
        self.article = os.path.join(folder, "feeds/news/articles/a49.md")
        os.makedirs(os.path.dirname(self.article))
        with open(os.path.join(folder, "feeds/news/feed.toml"), "w") as f:
            f.write('title = "News"\n')
        for n in range(50):
            self.write(n, self.article.replace("a49", f"a{n}"))
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/news/atom.xml"
        self.daemon = subprocess.Popen([binary, "serve", os.path.join(folder, "feeds"), "--listen", f"127.0.0.1:{self.port}"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self.answers():
            time.sleep(0.1)

    def write(self, number, path):
        words = " ".join(f"word{(number * 31 + n * 7) % 997}" for n in range(250))
        with open(path + ".part", "w") as f:
            f.write(f"---\ntitle: Article {number}\ndate: 2026-01-01T00:{number % 60:02d}:00Z\n---\n{words}\n")
        os.rename(path + ".part", path)

    def ask(self, fields={}):
        with urllib.request.urlopen(urllib.request.Request(self.url, headers=fields), timeout=5) as answer:
            return answer.headers, answer.read()

    def answers(self):
        try:
            return self.ask({"Accept-Encoding": "gzip"})[0]["Content-Encoding"] == "gzip"
        except OSError:
            return False

    def memory(self):
        """Resident, in MB."""
        with open(f"/proc/{self.daemon.pid}/status") as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read())[1]) / 1024

    def wrk(self, seconds, connections=64):
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(MIX % self.ask({"Accept-Encoding": "gzip"})[0]["ETag"].replace('"', '\\"'))
            script.flush()
            said = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script.name, self.url],
                                  capture_output=True, text=True).stdout
        bad = re.search(r"Socket errors:.*|Non-2xx.*", said)
        return {"requests": int(re.search(r"(\d+) requests in", said)[1]), "p99": re.search(r"\n +99% +(\S+)", said)[1],
                "p50": re.search(r"\n +50% +(\S+)", said)[1], "failed": bad[0] if bad else "none"}


class Editions:
    """An edit of the newest article each second."""

    def __init__(self, site):
        self.site, self.count, self.ends = site, 0, threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.ends.wait(1):
            self.count += 1
            self.site.write(1_000 + self.count, self.site.article)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        self.thread.join()


def idle(site, o):
    before = site.memory()
    alone = site.wrk(3, 1)
    question = b"GET /news/atom.xml HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n"
    resting = []
    for _ in range(o.connections):
        caller = socket.create_connection(("127.0.0.1", site.port))
        caller.sendall(question)
        assert caller.recv(4096).startswith(b"HTTP/1.1 304"), "not answered"
        resting.append(caller)
    after = site.memory()
    beside = site.wrk(3, 1)
    print(f"{len(resting)} resting connections: {after - before:.1f} MB more ({before:.1f} to {after:.1f}); one that asks: "
          f"p50/p99 {alone['p50']}/{alone['p99']} alone, {beside['p50']}/{beside['p99']} beside them")


def editions(site, o):
    for _ in range(3):
        without = site.wrk(o.seconds)
        with Editions(site) as edits:
            during = site.wrk(o.seconds)
        print(f"p50/p99 {without['p50']}/{without['p99']} without, {during['p50']}/{during['p99']} with {edits.count} editions; "
              f"requests {without['requests']}, {during['requests']}; failed: {without['failed']}, {during['failed']}", flush=True)


def soak(site, o):
    done, next_said = 0, 0
    with Editions(site) as edits:
        while done < o.requests:
            if done >= next_said:
                print(f"{done:>9} requests, {edits.count} editions: {site.memory():.1f} MB", flush=True)
                next_said += o.requests // 10
            done += site.wrk(5)["requests"]
    print(f"{done:>9} requests, {edits.count} editions: {site.memory():.1f} MB")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("what", nargs="*", default=["idle", "editions", "soak"])
    p.add_argument("--feedherald", required=True)
    p.add_argument("--connections", type=int, default=10_000)
    p.add_argument("--requests", type=int, default=5_000_000)
    p.add_argument("--seconds", type=int, default=10)
    o = p.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for what in o.what:
        with tempfile.TemporaryDirectory(prefix="serving-") as folder:
            site = Site(os.path.abspath(o.feedherald), folder)
            try:
                {"idle": idle, "editions": editions, "soak": soak}[what](site, o)
            finally:
                site.daemon.terminate()
                site.daemon.wait()


if __name__ == "__main__":
    main()
