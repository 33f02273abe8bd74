"""Pages of which a part can be asked for with Range (RFC 9110, section 14), and odd ones."""

import re
from collections.abc import Callable

from grader.peers.http.pages import BINARY, error
from grader.peers.http.script import Header, Request, Response, Rule

ACCEPTS = ("Accept-Ranges", "bytes")
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
SUFFIX = re.compile(r"bytes=-(\d{1,15})")


def first_asked(request: Request) -> int | None:
    """Give the first byte that a request asks for with Range; None if it asks for the whole.

    Only a GET can ask for a part.
    """
    found = RANGE.fullmatch(request.headers.get("range", "").strip())
    return int(found[1]) if found and request.method == "GET" else None


def suffix_asked(request: Request) -> int | None:
    """Give how many of the last bytes a request asks for with Range; None if in no such way."""
    found = SUFFIX.fullmatch(request.headers.get("range", "").strip())
    return int(found[1]) if found and request.method == "GET" else None


def _last_asked(request: Request, size: int) -> int:
    found = RANGE.fullmatch(request.headers.get("range", "").strip())
    return min(int(found[2]), size - 1) if found and found[2] else size - 1


def whole(data: bytes, *headers: Header, sent: int | None = None) -> Response:
    """Make the answer with all of the data, of which so many bytes are `sent`."""
    return Response(200, data, (BINARY, *headers), sent=sent)


def part(data: bytes, first: int, last: int, sent: int | None = None) -> Response:
    """Make the answer with the data from the first to the last byte."""
    told = ("Content-Range", f"bytes {first}-{last}/{len(data)}")
    body = data[first : last + 1]
    return Response(206, body, (BINARY, told, ACCEPTS), "Partial Content", sent=sent)


def unsatisfiable(*headers: Header) -> Response:
    """Make the answer to a range that lies behind the end."""
    return Response(416, b"This is the page of error 416.", headers, "Range Not Satisfiable")


def serving(data: bytes, sent: Callable[[int], int | None] = lambda size: None) -> Rule:
    """Make the page of a server that gives the part that it is asked for.

    `sent` tells how many bytes of a body of this size are sent before the connection breaks.
    """

    def rule(request: Request) -> Response:
        first, last = first_asked(request), _last_asked(request, len(data))
        suffix = suffix_asked(request)
        if suffix:
            first = max(0, len(data) - suffix)
        if first is None or last < first < len(data):
            return whole(data, ACCEPTS, sent=sent(len(data)))
        if first >= len(data):
            return unsatisfiable(("Content-Range", f"bytes */{len(data)}"))
        return part(data, first, last, sent(last + 1 - first))

    return rule


def serving_only_whole(data: bytes, sent: int | None = None) -> Rule:
    """Make the page of a server that knows no ranges."""
    return lambda request: whole(data, sent=sent)


def serving_another_part(data: bytes, shift: int) -> Rule:
    """Make the page of a server that answers with a part which begins elsewhere, and says so."""

    def rule(request: Request) -> Response:
        first = first_asked(request)
        if not first:
            return whole(data, ACCEPTS)
        return part(data, min(max(0, first + shift), len(data) - 1), len(data) - 1)

    return rule


def failing_after_another_part(data: bytes, status: int) -> Rule:
    """Make the page of a server that gives a later part, and an error to who asks for the whole."""
    another = serving_another_part(data, 1000)
    return lambda request: another(request) if first_asked(request) else error(status)


def refusing(data: bytes, *headers: Header) -> Rule:
    """Make the page of a server that has no part of these data to give: 416, with these headers."""
    return lambda request: unsatisfiable(*headers) if first_asked(request) else whole(data, ACCEPTS)
