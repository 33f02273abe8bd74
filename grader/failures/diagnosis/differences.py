"""What a difference between the bytes that were expected and those that came usually means.

Each row looks at both, and gives a sentence that is true of them, or None. The rows stand
in order: what explains every byte comes before what only says where the difference is.
"""

import re
from collections.abc import Callable

from grader.text import counted, shown_bytes

MOST_SHOWN = 24  # bytes that a sentence quotes
WORD = re.compile(rb"\s+")
OTHER_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "gb18030", "latin-1")
BINARY_NUMBER = 8  # bytes of the longest number that may be in another byte order

Row = Callable[[bytes, bytes], str | None]


def of_bytes(expected: bytes, received: bytes, said: bytes = b"") -> str | None:
    """Tell what a difference between two byte strings usually means, or None.

    `said` is what the program itself had been sent before.
    """
    e, r, said = bytes(expected), bytes(received), bytes(said)
    if not e or not r or e == r:
        return None
    if said and r.rstrip(b"\r\n") == said.rstrip(b"\r\n"):
        return "The bytes that it had received came back unchanged."
    return next(filter(None, (row(e, r) for row in ROWS)), None)


# ------------------------------------------------------------------ how it was written


def _looks(e: bytes, r: bytes) -> str | None:
    text = e.decode("utf-8", "replace")
    forms = [repr(e), repr(text), f'"{text}"', repr(repr(e)), f'b"{text}"']
    if r.strip().lower() not in [form.encode().lower() for form in forms]:
        return None
    if r.lstrip()[:1] in (b"b", b"B"):
        return (
            "The quotes and the b were sent as well: str() and repr() of bytes are only for "
            "looking. decode() turns bytes into text."
        )
    if r.strip() == repr(text).encode():
        return "The quotes were sent as well: repr() of a text is only for looking."
    return "The quotes were sent as well: they are no part of the text."


def _other_encoding(e: bytes, r: bytes) -> str | None:
    try:
        text = e.decode()
    except UnicodeDecodeError:
        return None
    if r in (text.encode("ascii", "ignore"), text.encode("ascii", "replace")):
        return "Every character that is not ASCII was dropped or replaced."
    for name in OTHER_ENCODINGS:
        if text.encode(name, "ignore") == r:
            return f"It is encoded in {name}, and not in UTF-8."
    return None


def _ends(e: bytes, r: bytes) -> str | None:
    if r.rstrip(b"\r\n") == e:
        return "It ends with a line end that nobody asked for."
    if r == e.rstrip(b"\r\n"):
        return "The line end at its end is missing."
    if r.rstrip(b"\0") == e:
        return f"It ends with {counted(len(r) - len(e), 'zero byte')} too many: b'\\x00'."
    if r.strip() == e.strip():
        return "Only blanks or line ends at its ends differ."
    return None


def _length_before(e: bytes, r: bytes) -> str | None:
    before = r[: -len(e)] if r.endswith(e) else b""
    if len(before) in (2, 4, 8) and len(e) in (
        int.from_bytes(before, "big"),
        int.from_bytes(before, "little"),
    ):
        return f"A length of {len(before)} bytes stands before it: {shown_bytes(before)}."
    return None


# ------------------------------------------------------------------ letters


def _case(e: bytes, r: bytes) -> str | None:
    if r.lower() != e.lower():
        return None
    if r == e.swapcase() and e.upper() != e != e.lower():
        return "Upper and lower case are exchanged."
    if e == e.upper():
        if r == e.lower():
            return "No letter is in upper case."
        if r == e.capitalize():
            return "The letters are not in upper case: only the first one is."
        if r == e.title():
            return "The letters are not in upper case: only the first one of each word is."
        return "The letters are not in upper case, at least not all of them."
    forms = {"in upper case": e.upper(), "in lower case": e.lower()}
    forms["written with a capital letter at the beginning"] = e[:1].upper() + e[1:]
    named = next((name for name, form in forms.items() if r == form), None)
    return f"Only the case of the letters differs{f': it is {named}' if named else ''}."


def _order(e: bytes, r: bytes) -> str | None:
    if r != e[::-1]:
        return None
    is_text = all(0x20 <= byte < 0x7F for byte in e)
    is_number = len(e) <= BINARY_NUMBER and not is_text
    return "The bytes are in reverse order" + (
        ": network byte order is big-endian." if is_number else "."
    )


# ------------------------------------------------------------------ parts of it


def _repeated(e: bytes, r: bytes) -> str | None:
    for glue in (b"", b"\n", b" "):
        times = (len(r.rstrip()) + len(glue)) // (len(e.rstrip()) + len(glue) or 1)
        if times > 1 and r.rstrip() == glue.join([e] * times).rstrip():
            return f"It came more than once: {times} times."
    return None


def _beginning(e: bytes, r: bytes) -> str | None:
    if len(r) >= len(e) or not e.startswith(r):
        return None
    rest = e[len(r) :]
    missing = f"; {shown_bytes(rest)} is missing" if len(rest) <= MOST_SHOWN else ""
    return f"Only the beginning came: {len(r)} of {len(e)} bytes{missing}."


def _end_only(e: bytes, r: bytes) -> str | None:
    if len(r) < len(e) and e.endswith(r) and len(r) > 1:
        return f"Only its end came: the last {len(r)} of {len(e)} bytes."
    return None


def _blanks(e: bytes, r: bytes) -> str | None:
    if WORD.sub(b"", e) != WORD.sub(b"", r):
        return None
    if WORD.sub(b" ", e) == r:
        return "Several blanks together came as one: split() and join() do that."
    return "Only blanks differ."


def _words(e: bytes, r: bytes) -> str | None:
    wanted, came = e.split(), r.split()
    if len(wanted) < 2 and len(came) < 2:
        return None
    pairs = enumerate(zip(came, wanted, strict=False))
    at = next((index for index, (a, b) in pairs if a != b), min(len(came), len(wanted)))
    if len(came) == len(wanted) + 1 and came[at + 1 :] == wanted[at:]:
        return f"There is a word too many: {shown_bytes(came[at], MOST_SHOWN)}."
    if len(came) == len(wanted) - 1 and wanted[at + 1 :] == came[at:]:
        return f"A word is missing: {shown_bytes(wanted[at], MOST_SHOWN)}."
    return None


def _around(e: bytes, r: bytes) -> str | None:
    if e not in r:
        return None
    before, _, after = r.partition(e)
    if not before:
        more = f"{counted(len(after), 'byte')}, {shown_bytes(after, MOST_SHOWN)}"
        return f"The right bytes came, and then more: {more}."
    first = shown_bytes(before, MOST_SHOWN)
    if not after:
        return f"The right bytes came with something around them: {first} stands before them."
    last = shown_bytes(after, MOST_SHOWN)
    return f"The right bytes came with something around them: {first} before, {last} after them."


def one_byte(e: bytes, r: bytes) -> str | None:
    """Tell of one byte that is too many, missing or another one."""
    shorter = min(len(e), len(r))
    at = next((index for index in range(shorter) if e[index] != r[index]), shorter)
    if len(r) == len(e) + 1 and r[:at] + r[at + 1 :] == e:
        what = "digit" if r[at : at + 1].isdigit() else "byte"
        return f"There is one {what} too many: {r[at : at + 1]!r}, after {counted(at, 'byte')}."
    if len(r) == len(e) - 1 and e[:at] + e[at + 1 :] == r:
        return f"One byte is missing: {e[at : at + 1]!r}, after {counted(at, 'byte')}."
    if len(r) == len(e) > 1 and r[at + 1 :] == e[at + 1 :]:
        return f"One byte differs: {r[at : at + 1]!r} came where {e[at : at + 1]!r} should stand."
    return None


ROWS: tuple[Row, ...] = (
    *(_looks, _ends, _other_encoding, _length_before),
    *(_case, _order, _repeated, _beginning),
    *(_blanks, one_byte, _words, _around, _end_only),
)
