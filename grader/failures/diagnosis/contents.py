"""What it means that bytes or a text came back changed."""

import html
import json
import re
from collections.abc import Callable

from grader.i18n import gettext, gettext_noop, ngettext

REPLACED = "\N{REPLACEMENT CHARACTER}"
Comparison = Callable[[bytes, bytes], object]
# (whether it applies to what was wanted and what came, what it means)
BYTES: tuple[tuple[Comparison, str], ...] = (
    (
        lambda w, v: any(
            v == w.decode(c, "replace").encode() for c in ("utf-8", "ascii", "cp1252")
        ),
        gettext_noop(
            "The bytes were made into a text and back (text, encode), which spoils all that is no text: they should not be decoded at all."
        ),
    ),
    (
        lambda w, v: v == w.decode("iso-8859-1").encode(),
        gettext_noop(
            "The bytes were made into a text and back (text, encode), which changes each byte above 127."
        ),
    ),
    (
        lambda w, v: v == w.decode("utf-8", "ignore").encode(),
        gettext_noop("Bytes that are no text are missing: they should not be decoded at all."),
    ),
    (
        lambda w, v: v == str(w).encode(),
        gettext_noop("str() of bytes was encoded: it begins with b and a quote."),
    ),
    (
        lambda w, v: v and v in (w.strip(), w.rstrip(), w.lstrip()),
        gettext_noop("White space at its ends is missing: in bytes it is data like all else."),
    ),
    (
        lambda w, v: v and v in (b"".join(w.splitlines()), b"\n".join(w.splitlines())),
        gettext_noop(
            "Line ends are missing or changed, as when it is read in lines: in bytes they are data like all else."
        ),
    ),
    (
        lambda w, v: v and v in (w.replace(b"\r\n", b"\n"), w.replace(b"\n", b"\r\n")),
        gettext_noop("Line ends were changed: in bytes they are data like all else."),
    ),
    (
        lambda w, v: v and w and v == w * (len(v) // len(w)),
        gettext_noop("The body came back more than once."),
    ),
)


def of_changed_bytes(wanted: bytes, value: bytes) -> str | None:
    """Tell how bytes came back changed, or None."""
    for applies, meaning in BYTES:
        if applies(wanted, value):
            return gettext(meaning)
    if wanted.startswith(value):
        return gettext(
            "Only the first {came} of {wanted} came back.",
            came=len(value),
            wanted=ngettext("{number} byte", "{number} bytes", len(wanted)),
        )
    if wanted.endswith(value):
        return gettext(
            "Only the last {came} of {wanted} came back.",
            came=len(value),
            wanted=ngettext("{number} byte", "{number} bytes", len(wanted)),
        )
    return None


# (whether it applies to what was wanted and what came, what it means)
TEXTS: tuple[tuple[Callable[[str, str], object], str], ...] = (
    (
        lambda w, v: v in (w.strip(), w.rstrip(), w.lstrip()),
        gettext_noop("White space at its ends is missing: it belongs to the text like all else."),
    ),
    (
        lambda w, v: v in (repr(w), json.dumps(w)),
        gettext_noop("It has quotes around it, as repr() and JSON write them."),
    ),
    (
        lambda w, v: v in ("".join(w.splitlines()), "\n".join(w.splitlines())),
        gettext_noop(
            "Line ends are missing or changed, as when it is read in lines: they belong to the text like all else."
        ),
    ),
    (lambda w, v: v.split() == w.split(), gettext_noop("The white space is not what it was.")),
    (
        lambda w, v: v == w.encode("ascii", "ignore").decode(),
        gettext_noop("All that is not ASCII is missing."),
    ),
    (lambda w, v: v.lower() == w.lower(), gettext_noop("Only the case of the letters differs.")),
    (
        lambda w, v: v == html.unescape(w),
        gettext_noop(
            "What HTML writes for a character, such as &lt;, was made into that character: the body's text is asked for as it is."
        ),
    ),
    (
        lambda w, v: _lost_some(w, v),
        gettext_noop(
            "Some characters came back as �, which stands for bytes that could not be decoded: a piece of the body that ends in the middle of a character cannot be decoded alone."
        ),
    ),
    (
        lambda w, v: w and w in v,
        gettext_noop("The right text is in it, with more before or after it."),
    ),
)


def _lost_some(wanted: str, value: str) -> bool:
    """Tell whether the text came back whole but for some characters that could not be decoded."""
    parts = re.split(f"{REPLACED}+", value)
    return (
        len(parts) > 1 and re.fullmatch(".".join(map(re.escape, parts)), wanted, re.S) is not None
    )


def of_changed_text(wanted: str, value: str) -> str | None:
    """Tell how a text came back changed, or None."""
    for applies, meaning in TEXTS:
        if applies(wanted, value):
            return gettext(meaning)
    if wanted.startswith(value):
        return gettext(
            "Only the first {came} of {wanted} came back.",
            came=len(value),
            wanted=ngettext("{number} character", "{number} characters", len(wanted)),
        )
    return None
