"""Text of messages as Python's email package reads it: paths on stdin, one a line; one JSON line each on stdout."""

import json
import sys
from email import message_from_bytes, policy
from html.parser import HTMLParser


class Shown(HTMLParser):
    """Words of a page outside what is never shown."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces, self.out = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "title"):
            self.out += 1
        self.pieces.append(" ")

    def handle_endtag(self, tag):
        if tag in ("script", "style", "title") and self.out:
            self.out -= 1
        self.pieces.append(" ")

    def handle_data(self, data):
        if not self.out:
            self.pieces.append(data)


def shown(html):
    page = Shown()
    try:
        page.feed(html)
        page.close()
    except Exception:
        pass
    return "".join(page.pieces)


def content(part):
    try:
        text = part.get_content()
        return text if isinstance(text, str) else ""
    except Exception:
        try:
            return (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
        except Exception:
            return ""


def inline(part):
    try:
        return part.get_content_disposition() != "attachment"
    except Exception:
        return True


def text_of(path):
    with open(path, "rb") as file:
        message = message_from_bytes(file.read(), policy=policy.default)
    pieces = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/plain" and inline(part):
            pieces.append(content(part))
        elif kind == "text/html" and inline(part):
            pieces.append(shown(content(part)))
    return "\n".join(pieces)


for line in sys.stdin:
    name = line.rstrip("\n")
    try:
        answer = {"file": name, "text": text_of(name)}
    except Exception as error:
        answer = {"file": name, "text": None, "error": type(error).__name__}
    # Lone surrogates, its sign of undecoded bytes, are escaped by ASCII output.
    print(json.dumps(answer), flush=True)
