"""What it usually means that a program wrote other bytes than the body of an answer.

Each row looks at the body, at what was written, and at all that the server had sent, and gives
a sentence that is true of them, or None. What explains every byte comes first.
"""

import re
from collections.abc import Callable

from grader.failures.diagnosis.differences import of_bytes
from grader.i18n import gettext, gettext_noop
from grader.text import shown_bytes

WHOLE_LOOKED_AT = 1 << 17  # bytes; of longer bodies only their ends are compared in many ways
FEWEST_ALIKE = 16  # bytes of what came behind a body, which tell that it was written
LAST_CHUNK = re.compile(rb"(?:\A|\r\n)0+(?:;[^\r\n]*)?\r\n")
AS_IT_IS = gettext_noop("sys.stdout.buffer.write(body) writes bytes as they are.")

Row = Callable[[bytes, bytes, bytes], str | None]


def of_body(body: bytes, written: bytes, sent: bytes) -> str | None:
    """Tell what it usually means that this was written and not the body, or None for nothing written."""
    if not written or written == body:
        return None
    rows = ROWS if len(written) + len(body) < WHOLE_LOOKED_AT else (_beginning, _on_the_wire)
    told = next(filter(None, (row(body, written, sent) for row in rows)), None)
    return told or of_bytes(body[:WHOLE_LOOKED_AT], written[:WHOLE_LOOKED_AT])


def _with_a_way(told: str) -> str:
    """Add how a body is written as it is."""
    return f"{told} {gettext(AS_IT_IS)}"


def _line_end(body: bytes, written: bytes, sent: bytes) -> str | None:
    if written in (body + b"\n", body + b"\r\n"):
        return _with_a_way(gettext("There is a line end more than the body has: print() adds one."))
    return None


def _shown(body: bytes, written: bytes, sent: bytes) -> str | None:
    if written.strip() in (repr(body).encode(), repr(bytearray(body)).encode()):
        return _with_a_way(
            gettext(
                "It is written as Python shows bytes, with b and quotes: print() and str() do that."
            )
        )
    return None


def _on_the_wire(body: bytes, written: bytes, sent: bytes) -> str | None:
    """Look whether parts of the answer were written that are none of the body."""
    head, _, rest = sent.partition(b"\r\n\r\n")
    while re.match(rb"HTTP/1.1 1\d\d ", head) and rest.startswith(b"HTTP/"):
        head, _, rest = rest.partition(b"\r\n\r\n")
        if written.strip().startswith(head[:12]):
            return gettext(
                "An answer with 1xx was taken for the answer itself: the status line and the headers of the answer itself were written as a body."
            )
    if written.startswith(b"HTTP/1."):
        return gettext(
            "The status line and the headers were written as well: the body begins after the blank line."
        )
    if head and _has_headers(head, written, body):
        return gettext(
            "Headers of the answer were written as well: the body begins after the blank line."
        )
    is_chunked = b"chunked" in head.lower()
    if is_chunked and written.rstrip() == rest.rstrip():
        return gettext(
            "The body was written as it is on the wire: the sizes of its chunks, and the line ends around them, are no part of it."
        )
    if is_chunked:
        return _of_chunks(body, written, rest)
    more = rest.removeprefix(body)
    if more and written.startswith(body + more[:FEWEST_ALIKE]):
        return gettext(
            "The bytes after the body were written as well. The Content-Length says how many bytes are the body's, even if more have come."
        )
    return None


def _has_headers(head: bytes, written: bytes, body: bytes) -> bool:
    lines = [line for line in head.split(b"\r\n")[1:] if line and line not in body]
    return any(line in written for line in lines)


def _of_chunks(body: bytes, written: bytes, rest: bytes) -> str | None:
    last = LAST_CHUNK.search(rest)
    behind = rest[last.end() :] if last else b""  # the trailers, a blank line, and more
    trailers, _, more = (b"\r\n" + behind).partition(b"\r\n\r\n")
    if any(line in written for line in trailers.split(b"\r\n") if line):
        return gettext(
            "The trailers were written as well: they are headers that come after the last chunk, and no part of the body."
        )
    if more and more[:FEWEST_ALIKE] in written:
        return gettext("The bytes after the last chunk were written as well.")
    if written.replace(b"\r\n", b"").replace(b"\n", b"") == body:
        return gettext(
            "A line end stands between the chunks: the \\r\\n after the bytes of a chunk is no part of it."
        )
    if re.search(rb";\s*\w+=", written):
        return gettext(
            "Extensions of chunks were written as well: on the line of a size, a client ignores the part that begins with ;."
        )
    return None


def _decoded(body: bytes, written: bytes, sent: bytes) -> str | None:
    for codec in ("utf-8", "ascii", "latin-1", "cp1252"):
        for errors in ("replace", "ignore", "backslashreplace", "surrogateescape"):
            text = body.decode(codec, errors).encode("utf-8", "replace")
            if text != body and written in (text, text + b"\n"):
                return _with_a_way(
                    gettext(
                        "The body was decoded as {codec} and encoded again, which changes bytes that are no text: it may be a picture as well.",
                        codec=codec,
                    )
                )
    return None


def _line_ends(body: bytes, written: bytes, sent: bytes) -> str | None:
    if written.replace(b"\r\n", b"\n").rstrip(b"\n") == body.replace(b"\r\n", b"\n").rstrip(b"\n"):
        return _with_a_way(
            gettext("Line ends were changed: \\r\\n and \\n in a body stay as they are.")
        )
    return None


def _stripped(body: bytes, written: bytes, sent: bytes) -> str | None:
    if written in (body.strip(), body.rstrip(), body.lstrip()):
        return _with_a_way(
            gettext("Blanks or line ends at the ends of the body were taken off, as by strip().")
        )
    return None


def _beginning(body: bytes, written: bytes, sent: bytes) -> str | None:
    if body.startswith(written):
        return gettext(
            "Only the beginning of the body was written: {number} of {size} bytes.",
            number=len(written),
            size=len(body),
        )
    return None


def _around(body: bytes, written: bytes, sent: bytes) -> str | None:
    if not body or body not in written:
        return None
    before, _, after = written.partition(body)
    if after == body:
        return gettext("The body was written twice.")
    if before:
        return gettext(
            "More than the body was written: before it {part}. Messages for the person who runs the program belong on standard error here.",
            part=shown_bytes(before, 30),
        )
    return gettext(
        "More than the body was written: after it {part}. Messages for the person who runs the program belong on standard error here.",
        part=shown_bytes(after, 30),
    )


ROWS: tuple[Row, ...] = (
    *(_line_end, _stripped, _shown, _beginning, _on_the_wire),
    *(_decoded, _line_ends, _around),
)
