"""Parses sanitised HTML as browsers do, and names whatever in it should not be there.

Reads a JSON list of HTML fragments; prints one line for each fault, and nothing where there is none.
"""

import json
import sys
from urllib.parse import urlsplit

import html5lib

ELEMENTS = set(
    "a abbr audio blockquote br caption cite code dd del details dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr img "
    "ins kbd li ol p picture pre q s samp small source strong sub summary sup table tbody td tfoot th thead time tr u "
    "ul var video".split()
)
ATTRIBUTES = set(
    "align alt cite colspan controls datetime dir height href id lang media open poster reversed rowspan sizes src "
    "srcset start title type value width".split()
)
LINKS = {"href", "src", "cite", "poster"}


def scheme(url):
    # What browsers take out before they look for a scheme: https://url.spec.whatwg.org/#concept-basic-url-parser
    return urlsplit(url.strip("".join(map(chr, range(0x21)))).translate({9: None, 10: None, 13: None})).scheme


def faults(html):
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield "a comment"
            continue
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        if element.tag not in ELEMENTS:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name not in ATTRIBUTES:
                yield f"{name} on <{element.tag}>"
            urls = [value] if name in LINKS else []
            if name == "srcset":
                urls = [candidate.split()[0] for candidate in value.split(", ")]
            for url in urls:
                allowed = {"", "http", "https"} | ({"mailto"} if name in {"href", "cite"} else set())
                picture = name in {"src", "poster"} and any(
                    url.lower().startswith(f"data:image/{kind}") for kind in ("png", "jpeg", "gif", "webp")
                )
                if scheme(url).lower() not in allowed and not picture:
                    yield f"{name}={url!r}"


for number, html in enumerate(json.load(sys.stdin)):
    for fault in faults(html):
        print(f"{number}: {fault} in {html!r}")
