"""What a difference between the bytes that were expected and those that came usually means.

Each row looks at both, and gives a sentence that is true of them, or None. The rows stand
in order: what explains every byte comes before what only says where the difference is.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from grader.i18n import gettext, gettext_noop, ngettext
from grader.text import shown_bytes

MOST_SHOWN = 24  # bytes that a sentence quotes
WORD = re.compile(rb"\s+")
NARROW = {0xFF01 + number: 0x21 + number for number in range(94)}  # of full-width characters
FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
NORMALIZED = gettext_noop(
    "Letters and their accents were put together or taken apart (Unicode normalization): a text is sent as it is."
)
OTHER_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "gb18030", "latin-1")

Row = Callable[[bytes, bytes], str | None]


def of_bytes(expected: bytes, received: bytes, said: bytes = b"") -> str | None:
    """Tell what a difference between two byte strings usually means, or None.

    `said` is what the program itself had been sent before.
    """
    e, r, said = bytes(expected), bytes(received), bytes(said)
    if not e or not r or e == r:
        return None
    if said and r.rstrip(b"\r\n") == said.rstrip(b"\r\n"):
        return gettext("The bytes that it had received came back unchanged.")
    return next(filter(None, (row(e, r) for row in ROWS)), None)


# ------------------------------------------------------------------ how it was written


def _looks(e: bytes, r: bytes) -> str | None:
    text = e.decode("utf-8", "replace")
    forms = [repr(e), repr(text), f'"{text}"', repr(repr(e)), f'b"{text}"']
    if r.strip().lower() not in [form.encode().lower() for form in forms]:
        return None
    if r.lstrip()[:1] in (b"b", b"B"):
        return gettext(
            "The quotes and the b were sent as well: str() and repr() of bytes are only for looking. decode() turns bytes into text."
        )
    if r.strip() == repr(text).encode():
        return gettext("The quotes were sent as well: repr() of a text is only for looking.")
    return gettext("The quotes were sent as well: they are no part of the text.")


def _other_encoding(e: bytes, r: bytes) -> str | None:
    try:
        text = e.decode()
    except UnicodeDecodeError:
        return None
    for name in OTHER_ENCODINGS:
        if text.encode(name, "ignore") == r:
            return gettext("It is encoded in {name}, and not in UTF-8.", name=name)
    return None


def _full_width(e: bytes, r: bytes) -> str | None:
    text = r.decode("utf-8", "replace")
    narrow = text.translate(NARROW)
    if narrow == text or narrow.encode() != e:
        return None
    wide = next(letter for letter in text if ord(letter) in NARROW)
    return gettext(
        "{wide} is a full-width character, as Chinese input methods write it, and three bytes in UTF-8. It should be {narrow}, which is one byte.",
        wide=wide,
        narrow=wide.translate(NARROW),
    )


def _ends(e: bytes, r: bytes) -> str | None:
    if r.rstrip(b"\r\n") == e:
        return gettext("It ends with a line end that nobody asked for.")
    if r == e.rstrip(b"\r\n"):
        return gettext("The line end at its end is missing.")
    if r.rstrip(b"\0") == e:
        return ngettext(
            "It ends with {number} zero byte too many: b'\\x00'.",
            "It ends with {number} zero bytes too many: b'\\x00'.",
            len(r) - len(e),
        )
    if r.strip() == e.strip():
        return gettext("Only blanks or line ends at its ends differ.")
    return None


def is_normalized(e: bytes, r: bytes) -> bool:
    """Tell whether a text is another one in a normal form of Unicode."""
    try:
        before, after = e.decode(), r.decode()
    except UnicodeDecodeError:
        return False
    forms = (unicodedata.normalize(form, before) for form in FORMS)
    return before != after and after in forms


def _normalized(e: bytes, r: bytes) -> str | None:
    return gettext(NORMALIZED) if is_normalized(e, r) else None


def _length_before(e: bytes, r: bytes) -> str | None:
    before = r[: -len(e)] if r.endswith(e) else b""
    if len(before) in (2, 4, 8) and len(e) in (
        int.from_bytes(before, "big"),
        int.from_bytes(before, "little"),
    ):
        return gettext(
            "A length of {number} bytes stands before it: {shown}.",
            number=len(before),
            shown=shown_bytes(before),
        )
    return None


# ------------------------------------------------------------------ letters


def _case(e: bytes, r: bytes) -> str | None:
    if r.lower() != e.lower():
        return None
    if r == e.upper():
        return gettext("Only the case of the letters differs: it is in upper case.")
    if r == e.lower():
        return gettext("Only the case of the letters differs: it is in lower case.")
    if r == e[:1].upper() + e[1:]:
        return gettext(
            "Only the case of the letters differs: it is written with a capital letter at the beginning."
        )
    return gettext("Only the case of the letters differs.")


# ------------------------------------------------------------------ parts of it


def _repeated(e: bytes, r: bytes) -> str | None:
    for glue in (b"", b"\n", b" "):
        times = (len(r.rstrip()) + len(glue)) // (len(e.rstrip()) + len(glue) or 1)
        if times > 1 and r.rstrip() == glue.join([e] * times).rstrip():
            return gettext("It came more than once: {times} times.", times=times)
    return None


def _beginning(e: bytes, r: bytes) -> str | None:
    if len(r) >= len(e) or not e.startswith(r):
        return None
    rest = e[len(r) :]
    if len(rest) <= MOST_SHOWN:
        return gettext(
            "Only the beginning came: {number} of {size} bytes; {rest} is missing.",
            number=len(r),
            size=len(e),
            rest=shown_bytes(rest),
        )
    return gettext("Only the beginning came: {number} of {size} bytes.", number=len(r), size=len(e))


def _end_only(e: bytes, r: bytes) -> str | None:
    if len(r) < len(e) and e.endswith(r) and len(r) > 1:
        return gettext(
            "Only its end came: the last {number} of {size} bytes.", number=len(r), size=len(e)
        )
    return None


def _blanks(e: bytes, r: bytes) -> str | None:
    if WORD.sub(b"", e) != WORD.sub(b"", r):
        return None
    if WORD.sub(b" ", e) == r:
        return gettext(
            "Several blanks together came as one: split() without an argument takes them for one."
        )
    return gettext("Only blanks differ.")


def _words(e: bytes, r: bytes) -> str | None:
    wanted, came = e.split(), r.split()
    if len(wanted) < 2 and len(came) < 2:
        return None
    pairs = enumerate(zip(came, wanted, strict=False))
    at = next((index for index, (a, b) in pairs if a != b), min(len(came), len(wanted)))
    if len(came) == len(wanted) + 1 and came[at + 1 :] == wanted[at:]:
        return gettext("There is a word too many: {word}.", word=shown_bytes(came[at], MOST_SHOWN))
    if len(came) == len(wanted) - 1 and wanted[at + 1 :] == came[at:]:
        return gettext("A word is missing: {word}.", word=shown_bytes(wanted[at], MOST_SHOWN))
    return None


def _around(e: bytes, r: bytes) -> str | None:
    if e not in r:
        return None
    before, _, after = r.partition(e)
    if not before:
        return ngettext(
            "The right bytes came, and then more: {number} byte, {shown}.",
            "The right bytes came, and then more: {number} bytes, {shown}.",
            len(after),
            shown=shown_bytes(after, MOST_SHOWN),
        )
    first = shown_bytes(before, MOST_SHOWN)
    if not after:
        return gettext(
            "The right bytes came with something around them: {first} stands before them.",
            first=first,
        )
    last = shown_bytes(after, MOST_SHOWN)
    return gettext(
        "The right bytes came with something around them: {first} before, {last} after them.",
        first=first,
        last=last,
    )


def one_byte(e: bytes, r: bytes) -> str | None:
    """Tell of one byte that is too many, missing or another one."""
    shorter = min(len(e), len(r))
    at = next((index for index in range(shorter) if e[index] != r[index]), shorter)
    if len(r) == len(e) + 1 and r[:at] + r[at + 1 :] == e:
        byte = r[at : at + 1]
        after = ngettext("{number} byte", "{number} bytes", at)
        if byte.isdigit():
            return gettext(
                "There is one digit too many: {byte!r}, after {after}.", byte=byte, after=after
            )
        return gettext(
            "There is one byte too many: {byte!r}, after {after}.", byte=byte, after=after
        )
    if len(r) == len(e) - 1 and e[:at] + e[at + 1 :] == r:
        return gettext(
            "One byte is missing: {byte!r}, after {after}.",
            byte=e[at : at + 1],
            after=ngettext("{number} byte", "{number} bytes", at),
        )
    if at < len(r) == len(e) > 1 and r[at + 1 :] == e[at + 1 :]:
        return gettext(
            "One byte differs: {byte!r} came where {wanted!r} should stand.",
            byte=r[at : at + 1],
            wanted=e[at : at + 1],
        )
    return None


ROWS: tuple[Row, ...] = (
    *(_looks, _ends, _full_width, _normalized, _other_encoding, _length_before),
    *(_case, _repeated, _beginning),
    *(_blanks, one_byte, _words, _around, _end_only),
)
