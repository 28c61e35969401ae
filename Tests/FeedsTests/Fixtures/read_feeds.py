"""Reads the documents of a folder as a reader of feeds does, and prints the entries of each as JSON.

    read_feeds.py READER FOLDER        what READER is, the functions below say
"""

import email
import email.policy
import email.utils
import json
import pathlib
import sqlite3
import subprocess
import sys


def with_ruby(folder):
    """Ruby's own, which refuses a document that lacks anything or has too much of it."""
    script = pathlib.Path(__file__).with_name("read_feeds.rb")
    return json.loads(run("ruby", script, *documents(folder)))


def with_podcastparser(folder):
    import podcastparser

    def entries(path):
        with path.open("rb") as document:
            feed = podcastparser.parse(path.as_uri(), document)
        return [
            {
                "id": episode["guid"],
                "title": episode["title"],
                "date": episode["published"],
                # It takes each picture of Media RSS for an enclosure.
                "enclosures": [
                    enclosure["url"]
                    for enclosure in episode["enclosures"]
                    if not enclosure["mime_type"].startswith("image/")
                ],
            }
            for episode in feed["episodes"]
        ]

    return {path.name: entries(path) for path in documents(folder)}


def with_newsboat(folder):
    """Each format with a cache of its own, for of two entries with one id it keeps one, whatever feeds they are of."""
    found = {}
    for form in (".rss", ".atom"):
        by_url = {path.as_uri(): path.name for path in documents(folder) if path.suffix == form}
        place = folder / ("newsboat" + form)
        place.mkdir()
        (place / "urls").write_text("".join(f"{url}\n" for url in by_url))
        (place / "config").write_text("")
        names = {"-u": "urls", "-c": "cache.db", "-C": "config"}
        options = [word for option, name in names.items() for word in (option, place / name)]
        run("newsboat", *options, "-x", "reload", home=place)
        rows = sqlite3.connect(place / "cache.db").execute(
            "SELECT feedurl, guid, title, pubDate, enclosure_url FROM rss_item"
        )
        found |= gathered(by_url.values(), ((by_url[row[0]], entry(*row[1:])) for row in rows))
    return found


def with_sfeed(folder):
    """sfeed(5): time, title, link, content, its type, id, author, enclosure, categories."""
    lines = {path: run("sfeed", input=path.read_bytes()).split("\n")[:-1] for path in documents(folder)}
    fields = {path.name: [line.split("\t") for line in found] for path, found in lines.items()}
    return {
        name: [entry(one[5], one[1].replace("\\\\", "\\"), int(one[0]), one[7]) for one in found]
        for name, found in fields.items()
    }


def with_rss2email(folder):
    place = folder / "rss2email"
    for part in ("new", "cur", "tmp"):
        (place / "mail" / "INBOX" / part).mkdir(parents=True)
    feeds = "".join(f"[feed.{path.stem}-{path.suffix[1:]}]\nurl = {path}\n\n" for path in documents(folder))
    (place / "config").write_text(
        "[DEFAULT]\nfrom = us@example.org\nto = you@example.org\nuse-publisher-email = False\n"
        "email-protocol = maildir\nmaildir-path = " + str(place / "mail") + "\nmaildir-mailbox = INBOX\n"
        "date-header = True\nname-format = {feed.name}\n\n" + feeds
    )
    # It leaves the folder of its lock behind, in /tmp where there is no other.
    command = ("r2e", "--config", place / "config", "--data", place / "data", "run")
    run(*command, home=place, environment={"XDG_RUNTIME_DIR": str(place)})
    found = []
    for path in (place / "mail" / "INBOX" / "new").iterdir():
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        name = str(message["From"]).split(" <")[0].strip('"')
        date = int(email.utils.parsedate_to_datetime(str(message["Date"])).timestamp())
        one = entry(message["X-RSS-ID"], str(message["Subject"]), date, "")
        lines = message.get_content().splitlines()
        one["enclosures"] = [line.split()[1] for line in lines if line.startswith("Enclosure: ")]
        found.append((name.replace("-", "."), one))
    return gathered((path.name for path in documents(folder)), found)


def with_gofeed(folder):
    """Compiled with Debian's packages alone: what it takes is kept with the build, and nothing is fetched."""
    script = pathlib.Path(__file__).resolve().with_name("read_feeds.go")
    build = next((above / ".build" for above in script.parents if (above / ".build").is_dir()), folder)
    go = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(build / "go"), "GOPROXY": "off"}
    run("go", "build", "-o", folder / "gofeed", script, environment=go)
    return json.loads(run(folder / "gofeed", *documents(folder)))


def documents(folder):
    return sorted(path for path in folder.iterdir() if path.suffix in (".rss", ".atom"))


def entry(id, title, date, enclosure):
    return {"id": id, "title": title, "date": date, "enclosures": [enclosure] if enclosure else []}


def gathered(names, found):
    by_name = {name: [] for name in names}
    for name, one in found:
        by_name[name].append(one)
    return by_name


def run(*command, input=None, home=None, environment={}):
    own = {"HOME": str(home or "/nonexistent"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    environment = own | environment
    done = subprocess.run([str(word) for word in command], input=input, capture_output=True, env=environment)
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stdout!r} {done.stderr!r}")
    return done.stdout.decode()


reader = {
    "ruby": with_ruby,
    "podcastparser": with_podcastparser,
    "newsboat": with_newsboat,
    "sfeed": with_sfeed,
    "rss2email": with_rss2email,
    "gofeed": with_gofeed,
}[sys.argv[1]]
json.dump(reader(pathlib.Path(sys.argv[2])), sys.stdout)
