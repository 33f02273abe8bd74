"""What the pages of the checks answer: a text, JSON, bytes, or an error."""

import json
import struct
import zlib
from http import HTTPStatus

from grader.peers.http.script import Header, Response, Rule

UTF8 = ("Content-Type", "text/plain; charset=utf-8")
JSON = ("Content-Type", "application/json")
BINARY = ("Content-Type", "application/octet-stream")


def page_of(body: bytes, kind: str, *headers: Header, status: int = 200) -> Rule:
    """Make a page that answers these bytes, whatever it is asked."""
    all_headers = (("Content-Type", kind), ("Content-Length", str(len(body))), *headers)
    return lambda request: Response(status, body, all_headers, HTTPStatus(status).phrase)


def text_page(text: str, charset: str = "utf-8", status: int = 200) -> Rule:
    """Make a page that answers this text, whatever it is asked."""
    return page_of(text.encode(charset), f"text/plain; charset={charset}", status=status)


def json_page(value: object, indent: int | None = None) -> Rule:
    """Make a page that answers this value as JSON, in lines if it is indented."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return page_of(text.encode(), "application/json")


def text_answer(text: str, after: float = 0.0) -> Response:
    """Make the answer that is this text, at once or so many seconds later."""
    return Response(200, text.encode(), (UTF8,), "Scripted", after=after)


def error(status: int, *headers: Header) -> Response:
    """Make the answer with the status of an error, and with a page that tells of it."""
    return Response(status, error_page(status).encode(), (UTF8, *headers), "Scripted")


def error_page(status: int) -> str:
    """Give the text of that page."""
    return f"This is the page of error {status}."


def json_answer(value: object, indent: int | None = None, status: int = 200) -> Response:
    """Make the answer that is this value as JSON, in lines if it is indented."""
    reason = "OK" if status == 200 else "Scripted"
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return Response(status, text.encode(), (JSON,), reason)


def png(pixels: bytes) -> bytes:
    """Make a picture of one row, in which these pixels of grey stand as they are (PNG, section 11)."""
    head = struct.pack(">IIBBBBB", len(pixels), 1, 8, 0, 0, 0, 0)
    row = zlib.compress(b"\0" + pixels, level=0)
    chunks = ((b"IHDR", head), (b"IDAT", row), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
