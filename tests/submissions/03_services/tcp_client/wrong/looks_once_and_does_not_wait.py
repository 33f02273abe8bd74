"""Wrong: its connection does not wait, and it looks for the page once.

Loses: writes_the_body
Says: raised EOFError: the answer ends too early
"""

import socket
import sys
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import urlsplit

PIECE = 1 << 16  # bytes that are held in memory at once
LONGEST_LINE = 1 << 16  # a server that never ends its line does not fill the memory
PATIENCE = 60  # seconds without a byte; without a time-out a silent server keeps us for ever

Headers = dict[str, str]  # names in lower case, since their case means nothing


def get(url: str) -> int:
    """Write the body that this URL has, byte for byte, and return the exit status."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
    # socket() and connect() in one call.
    address = (parts.hostname, parts.port or 80)
    with socket.create_connection(address, timeout=PATIENCE) as connection:
        connection.sendall(request.encode("ascii"))
        connection.setblocking(False)
        # recv() returns any piece. A file calls it until it has the line, or the number of
        # bytes, that it was asked for, and keeps the rest.
        with connection.makefile("rb") as answer:
            status, reason, headers = read_head(answer)
            for piece in body(answer, status, headers):
                sys.stdout.buffer.write(piece)  # bytes: print() would change them
            sys.stdout.buffer.flush()  # before the message below, which has no buffer
    if 200 <= status < 300:
        return 0
    print(status, reason, file=sys.stderr)
    return 1


def read_head(answer: BinaryIO) -> tuple[int, str, Headers]:
    """Read the status, the reason and the headers of the answer. Skip answers with 1xx."""
    status = 100
    while 100 <= status < 200:  # 1xx: the real answer comes after it (RFC 9110, 15.2)
        version, _, rest = read_line(answer).partition(" ")
        if not version.startswith("HTTP/"):
            raise ValueError(f"this is not HTTP: {version!r}")
        code, _, reason = rest.partition(" ")  # a reason may have several words
        status, headers = int(code), read_headers(answer)
    return status, reason, headers


def read_headers(answer: BinaryIO) -> Headers:
    """Read header lines, or trailers, up to the blank line."""
    headers: Headers = {}
    while line := read_line(answer):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return headers


def body(answer: BinaryIO, status: int, headers: Headers) -> Iterator[bytes]:
    """Yield the body piece by piece. It ends in one of four ways (RFC 9112, 6.3), in this order."""
    if status in (204, 304):  # a 304 may have a Content-Length: that of the page it does not send
        return
    if headers.get("transfer-encoding", "").lower() == "chunked":
        while size := int(read_line(answer).partition(";")[0], 16):  # an extension follows ;
            yield from exactly(answer, size)  # count: a chunk may hold line ends itself
            if read_line(answer):
                raise ValueError("a chunk is longer than it said")
        read_headers(answer)  # the trailers
    elif "content-length" in headers:
        yield from exactly(answer, int(headers["content-length"]))
    else:  # only here is the end of the stream a good end
        while piece := answer.read(PIECE):
            yield piece


def read_line(answer: BinaryIO) -> str:
    """Read a line without its end. Raises EOFError if the server closes before that."""
    line = answer.readline(LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise EOFError("the answer ends too early")
    return line.rstrip(b"\r\n").decode("latin-1")


def exactly(answer: BinaryIO, count: int) -> Iterator[bytes]:
    """Yield `count` bytes in pieces. Raises EOFError if the server closes before that."""
    while count:
        piece = answer.read(min(count, PIECE))
        if not piece:
            raise EOFError(f"the body ends {count} bytes too early")
        yield piece
        count -= len(piece)


if __name__ == "__main__":
    sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
