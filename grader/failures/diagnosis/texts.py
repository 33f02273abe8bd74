"""What became of a text, where something else was sent or printed: established, not guessed."""

import re
from typing import Literal

from grader.failures.diagnosis import prints
from grader.i18n import gettext, gettext_noop
from grader.text import either, first_difference

# By which a program may have read or written a text instead of UTF-8, likeliest first.
ENCODINGS = (
    "gbk",
    "gb18030",
    "big5",
    "shift_jis",
    "latin-1",
    "cp1252",
    "ascii",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
)
# What encodes characters that an encoding does not have, in words
AS_ASCII = {
    "replace": gettext_noop(
        "ascii, or another encoding that has no such characters, with ? in their places"
    ),
    "xmlcharrefreplace": gettext_noop(
        "ascii, or another encoding that has no such characters, with their numbers between &# and ; in their places"
    ),
    "backslashreplace": gettext_noop(
        "ascii, or another encoding that has no such characters, with a backslash and their numbers in their places"
    ),
    "ignore": gettext_noop("ascii, or another encoding that has no such characters, without them"),
}
LONG = 60  # characters, of which more are not shown
FEWEST_LETTERS = 4  # of a beginning that is not there by chance
FEW_LOST = 3  # characters at the end of a text, whose loss is no bound of its length
REPLACEMENT = "\ufffd"
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# recv() has returned characters in pieces to a program that has read the same text whole before
CUT_IN_TWO = gettext_noop(
    "recv() may cut a character in two. Collect all bytes of a text, and decode them then."
)


def encoded_otherwise(text: str, data: bytes) -> str | None:
    """Name the encodings in which `data` is the text, if they are others than UTF-8."""
    if data == text.encode():
        return None
    if found := [name for name in ENCODINGS if _encoded(text, name, "strict") == data]:
        return either(found)
    named = (name for name in AS_ASCII if data and _encoded(text, "ascii", name) == data)
    return next((gettext(AS_ASCII[name]) for name in named), None)


def _encoded(text: str, encoding: str, errors: str) -> bytes | None:
    try:
        return text.encode(encoding, errors)
    except UnicodeEncodeError:
        return None


def decoded_otherwise(text: str, printed: str) -> str | None:
    """Name the encodings by which the UTF-8 of a text was read, if `printed` has the outcome."""
    if text in printed:
        return None
    for errors in ("strict", "replace", "ignore"):
        found = [name for name in ENCODINGS if _has_outcome(text, name, errors, printed)]
        if found:
            return either(found)
    # what no other encoding has made of it
    return "ascii" if not text.isascii() and "\ufffd" * len(text.encode()) in printed else None


def _has_outcome(text: str, encoding: str, errors: str, printed: str) -> bool:
    try:
        outcome = text.encode().decode(encoding, errors).strip()
    except UnicodeDecodeError:
        return False
    # only one that says something: many encodings give the same ASCII and the same replacement
    telling = re.sub(r"[\x00-\x7f\ufffd]", "", outcome)
    return len(telling) >= FEWEST_LETTERS and outcome in printed


def lost_by(text: str, printed: str) -> Literal["replace", "ignore"] | None:
    """Tell how characters of a text were lost whose bytes could not be decoded, if it looks so.

    They are those that ASCII has not: replaced by � or left out, as `errors` of decode() says.
    """
    if text.isascii() or text in printed:
        return None
    runs = NOT_ASCII.sub(lambda run: f"\0[{run[0]}{REPLACEMENT}]+\0", text).split("\0")
    pattern = "".join(run if number % 2 else re.escape(run) for number, run in enumerate(runs))
    if any(REPLACEMENT in found[0] for found in re.finditer(pattern, printed)):
        return "replace"
    kept = NOT_ASCII.sub("", text)
    if any(character in printed for character in "".join(NOT_ASCII.findall(text))):
        return None
    is_there = kept in printed if kept.strip() else "" in map(str.strip, printed.splitlines())
    return "ignore" if is_there else None


def of_lost_characters(text: str, printed: str, source: str) -> str | None:
    """Tell of characters that decode() has replaced or left out, by a line of the source, or None."""
    how = lost_by(text, printed[: prints.MOST_LOOKED_AT])
    line = line_of_lenient_decoding(source, how) if how else None
    if how == "replace" and line:
        return gettext(
            "Line {line} has decode() put � in the place of bytes that it cannot read. The text is UTF-8, and decode() needs all bytes of a character.",
            line=line,
        )
    if how == "ignore" and line:
        return gettext(
            "Line {line} has decode() leave out bytes that it cannot read. The text is UTF-8, and decode() needs all bytes of a character.",
            line=line,
        )
    if how == "replace":
        return gettext(
            "In the place of characters stands �, which marks bytes that could not be decoded. The text is UTF-8, and decode() needs all bytes of a character."
        )
    return None


def line_of_lenient_decoding(source: str, how: str) -> int | None:
    """Give the first line that has decode() treat in this way the bytes that it cannot read."""
    found = re.search(rf"""\bdecode\([^()\n]*["']{how}["']""", source)
    return source.count("\n", 0, found.start()) + 1 if found else None


def of_changed_text(text: str, came: str) -> str | None:
    """Tell how what came differs from the text that was asked for, or None."""
    changes = (
        (text.upper(), gettext("The text came in capitals.")),
        (text.lower(), gettext("The text came in small letters.")),
        (text.title(), gettext("The text came with a capital at the beginning of each word.")),
        (text[::-1], gettext("The text came in reverse order.")),
    )
    for changed, told in changes:
        if came == changed != text:
            return told
    if came.split() == text.split():
        return _of_blanks(text, came)
    return _of_more_or_less(text, came)


def _of_blanks(text: str, came: str) -> str | None:
    if came.strip() != text.strip():
        return gettext("The blanks between the words differ: two blanks are not one.")
    if came != text and came in text:
        if came.rstrip("\r\n") != text.rstrip("\r\n"):
            return gettext(
                "The white space at its ends is missing: spaces and line ends belong to the text as well."
            )
        return gettext(
            "The line end at its ends is missing: spaces and line ends belong to the text as well."
        )
    if came.rstrip("\r\n") == text:
        return gettext("It ends with a line end that nobody asked for.")
    before, after = came[:1].isspace(), came[-1:].isspace()
    if before and after:
        return gettext("There are blanks at both ends that do not belong there.")
    if before:
        return gettext("There are blanks at the beginning that do not belong there.")
    return gettext("There are blanks at the end that do not belong there.")


def _of_more_or_less(text: str, came: str) -> str | None:
    before, found, after = came.partition(text)
    if text and found:
        if came == text * (len(came) // len(text)):
            return gettext("The same text came more than once in it.")
        return _of_more(before, after)
    if FEWEST_LETTERS < len(came) >= len(text) - FEW_LOST and text.startswith(came):
        return gettext(
            "All of it came but {lost!r} at its end, which belongs to it as well.",
            lost=text[len(came) :],
        )
    if came and text.startswith(came):
        return gettext(
            "Only its beginning came: {number} of {all} characters.",
            number=len(came),
            all=len(text),
        )
    if came and text.endswith(came):
        return gettext(
            "Only its end came: {number} of {all} characters.", number=len(came), all=len(text)
        )
    if len(came) >= FEWEST_LETTERS and came in text:
        return gettext(
            "Only a part from its middle came: {number} of {all} characters.",
            number=len(came),
            all=len(text),
        )
    words = text.casefold().split()
    is_text = bool(came) and "\ufffd" not in came and came.strip().isprintable()
    begins_alike = first_difference(text.casefold(), came.casefold()) >= FEWEST_LETTERS
    if is_text and not begins_alike and not any(word in came.casefold() for word in words):
        return (
            gettext("The text that came has no word of it.")
            if len(words) > 1
            else gettext("The text is not in what came.")
        )
    return None


def _of_more(before: str, after: str) -> str:
    """Tell what stands around the right text."""
    if before and after:
        return gettext(
            "The right text is in it, but {before!r} stands before it and {after!r} stands after it.",
            before=before,
            after=after,
        )
    if before:
        return gettext("The right text is in it, but {before!r} stands before it.", before=before)
    return gettext("The right text is in it, but {after!r} stands after it.", after=after)


def of_printed(text: str, printed: str, on_stderr: str) -> str | None:
    """Tell what became of a text that is missing from standard output, or None."""
    printed = printed[: prints.MOST_LOOKED_AT]
    shown_bytes = repr(text.encode())[2:-1]
    if text in prints.written_by_itself(on_stderr):
        return gettext("It was printed to standard error: print it to standard output.")
    if not text.isascii() and shown_bytes in printed:
        return gettext("The bytes were printed: decode() turns them into text, and returns it.")
    if not text.isascii() and ascii(text)[1:-1] in printed:
        return gettext(
            "The text was printed as escapes, as ascii() or repr() of it look: print the text itself."
        )
    if encoding := decoded_otherwise(text, printed):
        return gettext(
            "The bytes were read as {encoding}: this course uses UTF-8.", encoding=encoding
        )
    if _is_only_ascii_of(text, printed):
        return gettext("Only its ASCII characters were printed: this course uses UTF-8.")
    for changed, how in (
        (text.upper(), gettext("in capitals")),
        (text.lower(), gettext("in small letters")),
        (text.title(), gettext("with other capitals")),
        (text.capitalize(), gettext("with other capitals")),
        (text.swapcase(), gettext("with other capitals")),
    ):
        if changed != text and changed in printed:
            return gettext(
                "The text was printed after it had been changed ({how}): print it as it came.",
                how=how,
            )
    if " ".join(text.split()) in printed:
        return gettext(
            "The blanks in it were changed: two blanks are not one, and they were printed as one."
        )
    return _of_printed_part(text, printed)


def _is_only_ascii_of(text: str, printed: str) -> bool:
    ascii_words = re.findall(r"[!-~]+", text)
    others = re.sub(r"[\x00-\x7f]", "", text)
    return (
        bool(others and ascii_words)
        and all(word in printed for word in ascii_words)
        and not any(character in printed for character in others)
    )


def where_it_ends(text: str, printed: str) -> tuple[str, str] | None:
    """Give the parts of a long text, and of what was printed, where the one leaves the other."""
    length = prints.alike_until(text, printed)
    if len(text) <= LONG or length < FEWEST_LETTERS:
        return None
    start = max(0, length - LONG // 2)
    at = printed.find(text[:length]) + start
    before = "… " if start else ""
    return before + text[start : start + LONG], before + printed[at : at + LONG]


def _of_printed_part(text: str, printed: str) -> str | None:
    if all(word in printed for word in text.split()):
        return gettext(
            "All of its words were printed, but not as they stand: as a line, or within one."
        )
    if prints.pieces_of(text, printed):
        return gettext("All of it was printed, but in pieces, and not as it stands.")
    if prints.alike_until(text, printed) >= FEWEST_LETTERS:
        return prints.beginning(text, printed)
    if re.search(rf"(?<!\d){len(text.encode())}(?!\d)", printed):
        return gettext(
            "The number {length} was printed, which is its length, and not the text.",
            length=len(text.encode()),
        )
    return None
