"""Wrong: the address of the tutorial is written into it.

Loses: connects
Says: Your program connected to 127.0.0.1:8898, but its command line names 127.
Never says: sandbox
"""

import socket
import sys
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import urlsplit

PIECE = 1 << 16  # bytes that are read at most at once
LONGEST_LINE = 1 << 16

Headers = dict[str, str]  # names in lower case, since their case means nothing


def get(url: str) -> int:
    """Write the body that this URL has, byte for byte, and return the exit status."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", 8898)) as connection:
        connection.sendall(request.encode("ascii"))
        # A file reads on until it has the line, or the bytes, that it was asked for.
        with connection.makefile("rb") as answer:
            status, reason, headers = read_head(answer)
            for piece in body(answer, status, headers):
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
    if 200 <= status < 300:
        return 0
    print(status, reason, file=sys.stderr)
    return 1


def read_head(answer: BinaryIO) -> tuple[int, str, Headers]:
    """Read the status, the reason and the headers of the answer; pass over those before it."""
    status = 100
    while 100 <= status < 200:  # 1xx: the answer itself is still to come (RFC 9110, 15.2)
        version, _, rest = read_line(answer).partition(" ")
        if not version.startswith("HTTP/"):
            raise ValueError(f"this is no HTTP: {version!r}")
        code, _, reason = rest.partition(" ")
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
    """Yield the body piece by piece. Where it ends is told in one of four ways (RFC 9112, 6.3)."""
    if status in (204, 304):
        return
    if headers.get("transfer-encoding", "").lower() == "chunked":
        while size := int(read_line(answer).partition(";")[0], 16):  # an extension follows ;
            yield from exactly(answer, size)
            if read_line(answer):
                raise ValueError("a chunk is longer than it said")
        read_headers(answer)  # the trailers
    elif "content-length" in headers:
        yield from exactly(answer, int(headers["content-length"]))
    else:
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
