"""The bytes of HTTP answers, exactly as a check wants them (RFC 9112).

No library writes these: what a check is about is how they are spelled.
"""

from collections.abc import Iterable, Iterator, Sequence

CRLF = b"\r\n"


def head(*lines: str, status: str = "200 OK") -> bytes:
    """Write a status line, header lines and the blank line (sections 4 and 5)."""
    return "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *lines, "")).encode()


def measured(body: bytes, *lines: str, status: str = "200 OK") -> bytes:
    """Write an answer with a Content-Length (section 6.2)."""
    return head(*lines, f"Content-Length: {len(body)}", status=status) + body


def in_chunks(body: bytes, *lines: str, sizes: Iterable[int], status: str = "200 OK") -> bytes:
    """Write an answer in chunks of these sizes, as `chunks` does."""
    return head(*lines, "Transfer-Encoding: chunked", status=status) + chunks(body, sizes)


def chunks(
    body: bytes,
    sizes: Iterable[int],
    written: str = "{:x}",
    extensions: Sequence[str] = ("",),
    trailers: Sequence[str] = (),
) -> bytes:
    """Write a body in chunks of these sizes, what is left in one more, and the last one (7.1).

    A size is `written` like this, but for the 0 of the last one; the extensions stand behind
    the sizes in turn.
    """
    out = b""
    for number, piece in enumerate([*_pieces(body, sizes), b""]):
        size = written.format(len(piece)) if piece else "0"
        out += (size + extensions[number % len(extensions)]).encode() + CRLF
        out += piece + CRLF if piece else b""
    return out + b"".join(line.encode() + CRLF for line in trailers) + CRLF


def _pieces(body: bytes, sizes: Iterable[int]) -> Iterator[bytes]:
    at = 0
    for size in (*sizes, len(body)):
        if at < len(body):
            yield body[at : at + size]
        at += size
