"""What a difference between the bytes that were expected and those that came usually means."""

from collections.abc import Callable


def of_bytes(expected: bytes, received: bytes) -> str | None:
    """Tell what a difference between two byte strings usually means, or None."""
    for applies, meaning in DIFFERENCES:
        if applies(bytes(expected), bytes(received)):
            return meaning
    return None


def _as_repr(data: bytes) -> tuple[bytes, bytes]:
    """Give two byte strings: str() of the bytes, and str() of the text that they encode."""
    return (repr(data).encode(), repr(data.decode("utf-8", "replace")).encode())


# (whether it applies to what was expected and what was received, what it means)
DIFFERENCES: tuple[tuple[Callable[[bytes, bytes], object], str], ...] = (
    (
        lambda e, r: r in _as_repr(e) or r.lower() in [form.lower() for form in _as_repr(e)],
        "str() of bytes is only for looking: the quotes (and the b) were sent as well. decode() turns bytes into text.",
    ),
    (
        lambda e, r: r != e and r.rstrip(b"\r\n") == e,
        "It ends with a line end that nobody asked for.",
    ),
    (
        lambda e, r: r != e and r.strip() == e.strip(),
        "Only blanks or line ends at its ends differ.",
    ),
    (
        lambda e, r: r != e and r.lower() == e.lower() and e == e.upper(),
        "The letters are not in upper case: upper() returns a new value and leaves the old one as it was.",
    ),
    (lambda e, r: r != e and r.lower() == e.lower(), "Only the case of the letters differs."),
    (
        lambda e, r: r and r == e[::-1],
        "The bytes are in reverse order: network byte order is big-endian.",
    ),
    (
        lambda e, r: r and len(r) < len(e) and e.startswith(r),
        "Only the beginning came: the rest was cut off, perhaps by too small a buffer.",
    ),
    (
        lambda e, r: r and len(r) > len(e) and r == e * (len(r) // len(e)) if e else False,
        "It came more than once.",
    ),
    (
        lambda e, r: len(r) > len(e) and e != b"" and r.startswith(e),
        "The right bytes came, and then more.",
    ),
    (lambda e, r: e != b"" and e in r, "The right bytes are in it, with something around them."),
)
