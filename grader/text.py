"""Turns what strangers wrote into text that is safe to show.

What programs print, file names, exception texts and peer data are data. They
pass `printable` on their way to a terminal, a log or a page, so that no escape
sequence, no carriage return, no bidirectional trick and no lone surrogate of
theirs is ever alive there. An allow-list: whatever it does not know is shown as
its number.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce

from grader.i18n import gettext, ngettext

SHOWN_CATEGORIES = "LMNPSZ"
# Invisible though their category says otherwise: fillers and joiners.
INVISIBLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
MOST_MARKS = 4  # combining marks on one letter
SHOWN_WHOLE = 60  # bytes that are shown without a gap


def printable(text: str) -> str:
    """Give the text on one line: what is not plainly visible becomes `\\xNN` or `\\uNNNN`.

    `##[…]` is broken up, since GitHub's log takes it for a command anywhere in a line.
    """
    if not (text.isascii() and text.isprintable()):
        text = _visible(text)
    return text.replace("##[", "##\\[")


def _visible(text: str) -> str:
    shown: list[str] = []
    marks = 0
    for character in text:
        is_mark, looks = _looks(character)
        marks = marks + 1 if is_mark else 0
        shown.append(looks if marks <= MOST_MARKS else _escaped(character))
    return "".join(shown)


@lru_cache(maxsize=1 << 12)
def _looks(character: str) -> tuple[bool, str]:
    """Tell whether a character is a combining mark, and how it is shown."""
    is_mark = unicodedata.category(character)[0] == "M"
    return is_mark, character if _is_visible(character) else _escaped(character)


def _is_visible(character: str) -> bool:
    if " " <= character <= "~":
        return True
    category = unicodedata.category(character)
    return (
        category[0] in SHOWN_CATEGORIES
        and category not in ("Zl", "Zp")
        and (category != "Zs" or character == "\u3000")
        and ord(character) not in INVISIBLE
    )


def _escaped(character: str) -> str:
    number = ord(character)
    if character == "\t":
        return "\\t"
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def printable_lines(text: str, most_lines: int = 40, widest: int = 200) -> list[str]:
    """Give the text's lines, each printable and bounded; the last says what was left out."""
    lines = text.replace("\r\n", "\n").expandtabs(4).split("\n")
    if lines and not lines[-1]:
        lines.pop()
    shown = [clipped(printable(line[: widest * 2]), widest) for line in lines[:most_lines]]
    if len(lines) > most_lines:
        shown.append(
            ngettext("… {number} more line", "… {number} more lines", len(lines) - most_lines)
        )
    return shown


def clipped(text: str, widest: int) -> str:
    """Give at most `widest` characters of the text; where it is cut, `…` is the last of them."""
    return text if len(text) <= widest else text[: widest - 1] + "…"


def end_of(text: str, widest: int) -> str:
    """Give at most the last `widest` characters of the text; where it is cut, `…` is the first."""
    return text if len(text) <= widest else "…" + text[-widest + 1 :]


def joined(words: Iterable[str]) -> str:
    """Give things one after the other, as `one and another`. Raises TypeError if there are none."""
    return reduce(
        lambda one, other: gettext("{one} and {other}", one=one, other=other),
        words,
    )


def either(words: Iterable[str]) -> str:
    """Give things of which one is meant, as `one or another`. Raises TypeError if there are none."""
    return reduce(lambda one, other: gettext("{one} or {other}", one=one, other=other), words)


def listed(words: Sequence[str]) -> str:
    """Give things one after the other; told apart also where one is `Lovelace, Ada`."""
    return ("; " if any("," in word for word in words) else ", ").join(words)


def some_of(words: Sequence[str], most: int) -> str:
    """Give the first words of many, and the number of the others."""
    shown, more = listed(words[:most]), len(words) - most
    if more <= 0:
        return shown
    return ngettext("{names} and {number} more", "{names} and {number} more", more, names=shown)


def counted(number: int, noun: str) -> str:
    """Give the number with its noun, as `1 byte` or `2 bytes`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def excerpt(part: str, before: int, after: int) -> str:
    """Give a part of something with the numbers of what stands before and after it, if any."""
    if before and after:
        return gettext(
            "… {before} before … {part} … {after} more", before=before, part=part, after=after
        )
    if before:
        return gettext("… {before} before … {part}", before=before, part=part)
    return gettext("{part} … {after} more", part=part, after=after) if after else part


def first_difference(one: str | bytes, other: str | bytes) -> int:
    """Give the index at which they begin to differ; where the shorter one ends, if nothing does."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def shown_bytes(data: bytes, most: int = SHOWN_WHOLE, around: int | None = None) -> str:
    """Give bytes as Python writes them; of more than `most`, the part around one index."""
    return printable(_shown(data, most, around))


def _shown(data: bytes, most: int, around: int | None) -> str:
    if len(data) <= most:
        return repr(bytes(data))
    # the same place for a longer and a shorter one, so that they can be laid side by side
    start = 0 if around is None else max(0, around - most // 2)
    part = repr(bytes(data[start : start + most]))
    return excerpt(part, start, max(0, len(data) - start - most))
