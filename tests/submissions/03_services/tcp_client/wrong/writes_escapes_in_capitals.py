"""Wrong: writes the digits of escapes in capital letters.

Loses: asks_for_the_page
Says: Only the case of the letters differs
"""
import re
import socket
import sys
from urllib.parse import urlsplit


class NotHttp(Exception):
    pass


class CutShort(Exception):
    pass


class Feed:
    """What has come and was not used yet; the methods are generators that yield when they need more."""

    def __init__(self):
        self.store = b""
        self.ended = False

    def line(self):
        while b"\r\n" not in self.store:
            if self.ended:
                raise CutShort("the end came within a line")
            yield
        line, _, self.store = self.store.partition(b"\r\n")
        return line.decode("latin-1")

    def some(self, most):
        while not self.store and not self.ended:
            yield
        piece, self.store = self.store[:most], self.store[most:]
        return piece

    def exactly(self, size):
        pieces = []
        while size > 0:
            piece = yield from self.some(size)
            if not piece:
                raise CutShort("%d bytes are missing" % size)
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


class Answer:
    code = 0
    reason = ""

    def __init__(self):
        self.body = []

    def read_head(self, feed):
        status_line = yield from feed.line()
        if not status_line.startswith("HTTP/"):
            raise NotHttp(repr(status_line))
        _, code, self.reason = (status_line + " ").split(" ", 2)
        self.code = int(code)
        self.fields = {}
        while True:
            line = yield from feed.line()
            if not line:
                return
            name, _, value = line.partition(":")
            self.fields[name.lower()] = value.strip(" \t")

    def read(self, feed):
        while True:
            yield from self.read_head(feed)
            if not 100 <= self.code <= 199:
                break
        if self.code in (204, 304):
            return
        if "chunked" in self.fields.get("transfer-encoding", "").lower():
            while True:
                size = (yield from feed.line()).partition(";")[0].strip()
                if not re.fullmatch("[0-9a-fA-F]+", size):
                    raise NotHttp("a chunk has the size %r" % size)
                if int(size, 16) == 0:
                    break
                self.body.append((yield from feed.exactly(int(size, 16))))
                yield from feed.exactly(2)
            while (yield from feed.line()):
                pass
        elif "content-length" in self.fields:
            self.body.append((yield from feed.exactly(int(self.fields["content-length"]))))
        else:
            while True:
                piece = yield from feed.some(65536)
                if not piece:
                    return
                self.body.append(piece)


def get(url):
    parts = urlsplit(url)
    path = re.sub("%[0-9A-Fa-f]{2}", lambda escape: escape[0].upper(), parts.path)
    target = (path or "/") + ("?" + parts.query if parts.query else "")
    with socket.create_connection((parts.hostname, parts.port or 80)) as server:
        server.sendall(("GET " + target + " HTTP/1.1\r\nHost: " + parts.netloc + "\r\n\r\n").encode("ascii"))
        feed, answer = Feed(), Answer()
        for _ in answer.read(feed):
            piece = server.recv(65536)
            feed.store += piece
            feed.ended = not piece
    sys.stdout.buffer.write(b"".join(answer.body))
    sys.stdout.buffer.flush()
    if answer.code // 100 == 2:
        return 0
    print(answer.code, answer.reason.strip(), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
