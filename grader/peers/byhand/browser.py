"""A web client by hand: a typed line such as `GET /index.html` is a request."""

import re

from grader.i18n import gettext
from grader.peers.byhand.hand import Hand
from grader.peers.byhand.site import show_head
from grader.peers.byhand.talk import CannotSay
from grader.peers.http.received import NO_BODY, Chunks, Head, head_of

LINE = re.compile(r"(?:([A-Za-z]+)\s+)?([^\s]+)(?:\s+(HTTP/1\.[01]))?\s*", re.ASCII)


class Browser:
    """Asks for pages on one connection, and reads the answers, leniently."""

    greets = False

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._data = bytearray()
        self._asked: list[str] = []  # the methods of the requests that are not answered

    def said(self, line: str) -> bytes:
        """Write the request of a line: a method, a target and perhaps a version. Raises CannotSay."""
        found = LINE.fullmatch(line.strip())
        if not found:
            raise CannotSay(gettext("write a method and a path, such as GET /index.html"))
        method, target, version = found[1] or "GET", found[2], found[3] or "HTTP/1.1"
        self._asked.append(method)
        host = ":".join(self._hand.address)
        return f"{method} {target} {version}\r\nHost: {host}\r\n\r\n".encode()

    def heard(self, data: bytes) -> list[str]:
        """Take what came; show each answer that is whole by now."""
        self._data += data
        found = []
        while self._data and (head := head_of(self._data)):
            end = self._end(head)
            if end is None:
                break
            size = len(self._data[head.size : end])
            lines = bytes(self._data[: head.size]).decode("latin-1").split("\r\n")
            show_head(self._hand, [line for line in lines if line], size)
            del self._data[:end]
            if head.status and head.status >= 200:
                del self._asked[:1]
                found.append("")
        return found

    def _end(self, head: Head) -> int | None:
        """Give where the answer ends, as far as that is known by now."""
        has_no_body = self._asked[:1] == ["HEAD"] or head.status in NO_BODY
        if has_no_body or (head.status or 0) < 200:
            return head.size
        if head.is_chunked:
            chunks = Chunks(head.size)
            chunks.read(self._data)
            return chunks.end if chunks.is_over else None
        if head.length is None:  # it ends with the connection
            return None
        end = head.size + head.length
        return end if len(self._data) >= end else None
