"""What it usually means that other bytes came than the frame that was expected."""

from collections.abc import Callable

# A row: a test of (the payload that was asked for, all that came, the length in what came or
# None, the body in what came), and what it means if that is true.
Row = tuple[Callable[[bytes, bytes, int | None, bytes], object], str]


def of_frame(payload: bytes, received: bytes, table: tuple[Row, ...]) -> str | None:
    """Tell what it usually means that `received` is not the frame of `payload`, or None.

    `table` is ANSWERS or LINES.
    """
    payload, received = bytes(payload), bytes(received)
    length = int.from_bytes(received[:4], "big") if len(received) >= 4 else None
    for applies, meaning in table:
        if applies(payload, received, length, received[4:]):
            return meaning
    return None


def _characters(data: bytes) -> int:
    return len(data.decode("utf-8", "replace"))


# p is the payload that was asked for, r what came, n the length and b the body in it.
FRAMES: tuple[Row, ...] = (
    (
        lambda p, r, n, b: p and r[:4] == len(p).to_bytes(4, "little"),
        "The length came with its bytes in reverse order: the network's order is big-endian, the most significant byte first.",
    ),
    (lambda p, r, n, b: p and r.startswith(p), "The bytes came without the length before them."),
    (
        lambda p, r, n, b: p and r.startswith(p[::-1]),
        "The bytes came in their old order, and without the length before them.",
    ),
    (
        lambda p, r, n, b: (
            r.startswith(b"ready ") or (b.startswith(b"ready ") and not p.startswith(b"ready "))
        ),
        "This is the greeting: it is sent once, as one frame, when a client connects.",
    ),
    (
        lambda p, r, n, b: n == len(p) + 4,
        "The length counts its own four bytes as well: it should count only what comes after them.",
    ),
    (
        lambda p, r, n, b: n is not None and n == _characters(p) != len(p),
        "The length counts characters: it should count the bytes after encoding.",
    ),
    (
        lambda p, r, n, b: (
            p
            and r.startswith(
                (len(p).to_bytes(8, "big") + p[:1], len(p).to_bytes(8, "little") + p[:1])
            )
        ),
        "The length has eight bytes: it should have four.",
    ),
    (
        lambda p, r, n, b: (
            0 < len(p) < 65536
            and r.startswith(
                (len(p).to_bytes(2, "big") + p[:1], len(p).to_bytes(2, "little") + p[:1])
            )
        ),
        "The length has two bytes: it should have four.",
    ),
    (
        lambda p, r, n, b: r[:1].isdigit() and r.lstrip(b" 0").startswith(str(len(p)).encode()),
        "The length came as the digits of a number: it should be four bytes with the number's value.",
    ),
    (
        lambda p, r, n, b: n == len(p) + 1 and b[:-1] == p and b[-1:] in b"\n\0",
        "The frame has one byte too many at its end: its length says already where it ends.",
    ),
    (
        lambda p, r, n, b: n == len(p) and b.lower() == p.lower(),
        "Only the case of the letters differs.",
    ),
    (
        lambda p, r, n, b: n == 0 and p,
        "The frame is empty: was it sent before its bytes were there?",
    ),
)

# For frames that answer a request: p is the request turned round.
ANSWERS: tuple[Row, ...] = (
    *FRAMES,
    (
        lambda p, r, n, b: p and n == len(p) and b == p[::-1],
        "The bytes are in the order in which they came: they should be turned round.",
    ),
    (
        lambda p, r, n, b: n is not None and 0 < n == len(b) < len(p) and p.endswith(b),
        "Only the frame's beginning was answered: recv(n) returns at most n bytes, often fewer. Who needs n bytes must collect them.",
    ),
)

# For frames that carry a line of the input.
LINES: tuple[Row, ...] = (
    *FRAMES,
    (
        lambda p, r, n, b: n == len(b) and b.rstrip(b"\r\n") == p,
        "The line end belongs to the input and not to the frame.",
    ),
    (
        lambda p, r, n, b: n == len(b) and b.strip() == p.strip(),
        "Blanks at the ends of a line belong to it: only the newline is taken off.",
    ),
)
