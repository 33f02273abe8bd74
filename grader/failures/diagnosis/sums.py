"""What it usually means that an answer with a total is not the one that was asked for."""

import re
from collections.abc import Mapping

from grader.failures.diagnosis.differences import of_bytes
from grader.failures.diagnosis.prints import written_by_itself
from grader.i18n import gettext, gettext_noop

ROUNDED = gettext_noop(
    "The total was rounded: it went through a float, which holds 15 to 17 digits."
)


def of_answer(received: bytes, wanted: bytes, name: str) -> str | None:
    """Tell what is the matter with an answer to the request of this ID, or None."""
    came, word = received.strip(), name.encode()
    is_refused = came.upper().startswith(b"ERROR") and not (name and came.startswith(word + b" "))
    if is_refused and wanted != b"ERROR":
        return gettext("It was refused, although it is a request.")
    if wanted == b"ERROR" and came.upper() == wanted and came != wanted:
        return gettext("The word came in other letters: ERROR is in capitals.")
    if name and came.startswith(word + b" ADD "):
        return gettext("The request itself came back: its answer is the ID and the total.")
    if name and came == word:
        return gettext("This is the ID alone: the answer has two words, the ID and the total.")
    first = came.split()[0] if came.split() else b""
    if name and first != word and len(came.split()) == 2 and wanted.startswith(word):
        return _of_id(first, word)
    return of_bytes(wanted, received)


def _of_id(first: bytes, word: bytes) -> str:
    if first and word.startswith(first):
        return gettext(
            "Only {number} of the ID's {all} characters came back.",
            number=len(first),
            all=len(word),
        )
    if first.lower() == word.lower():
        return gettext("The letters of the ID came back in another case.")
    return gettext("Another ID came back than that of the request.")


def of_wrong_number(received: bytes, wanted: bytes, usually: Mapping[int, str]) -> str | None:
    """Tell what the number of an answer means that is right but for it; None for any other answer.

    `usually` has a meaning for each of some numbers.
    """
    pattern = rb"(.*?)(?<![0-9-])(-?[0-9]{1,40})([^0-9]*)"
    came, asked = (re.fullmatch(pattern, data, re.DOTALL) for data in (received, wanted))
    if not came or not asked or came[1] != asked[1] or came[3] != asked[3]:
        return None
    return usually.get(int(came[2]))


def of_missing_total(total: int, printed: str, others: Mapping[str, str]) -> str | None:
    """Tell what was printed instead of a total; `others` says what certain words would be, translated."""
    if f"{total:,}" in printed:
        return gettext("The total was printed with commas between its digits.")
    marks = r"(?:\d{1,2}|\d{3})(?:[ _.'\u00a0\u202f’]\d{3})+"
    if any(re.sub(r"\D", "", each) == str(abs(total)) for each in re.findall(marks, printed)):
        return gettext("The total was printed with blanks or marks between its digits.")
    if total < 0 and re.search(rf"(?<![\d-]){-total}(?!\d)", printed):
        return gettext("The total was printed without its minus sign.")
    for word, meaning in others.items():
        # a repeat without a bound would go to the end of a long output again and again
        at_an_end = rf"(?<![\w.]){re.escape(word)}\W{{0,20}}$"
        if word and re.search(at_an_end, printed, re.MULTILINE):
            return gettext("It printed {word}, which is {meaning}.", word=word, meaning=meaning)
    if str(int(float(total))) in printed.split():
        return gettext(ROUNDED)
    if "no answer" in printed:
        if total == 0:
            return gettext(
                "It printed `no answer`, although its request had been answered with the total 0: 0 is a number like any other, although Python counts it as false."
            )
        if total < 0:
            return gettext(
                "It printed `no answer`, although its request had been answered with a negative total."
            )
        return gettext("It printed `no answer`, although its request had been answered.")
    if total == 0:
        return gettext(
            "The total was 0, which is a number like any other, although Python counts it as false."
        )
    text = str(total)
    beginning = re.search(rf"(?<!\d)({text[0]}\d*)(?!\d)", printed)
    is_part = beginning is not None and text.startswith(beginning[1])
    if beginning and is_part and 2 < len(beginning[1]) < len(text):
        return gettext(
            "Only the first {number} digits of the total were printed.",
            number=len(beginning[1].lstrip("-")),
        )
    return None


def of_missing_words(words: str, printed: str, errors: str) -> str | None:
    """Tell what it means that certain words were not printed to standard output, or None."""
    if words in written_by_itself(errors):
        return gettext("The words came on standard error: they were asked for on standard output.")
    if words in printed.lower():
        return gettext("The words were printed in other letters, capitals for small ones.")
    if words in " ".join(printed.split()):
        return gettext(
            "The words were printed with other blanks than one between them, or in two lines."
        )
    if words in " ".join(printed.lower().replace("_", " ").split()):
        return gettext(
            "The words were printed in other letters, and with something else between them than one blank."
        )
    lines = [line for line in printed.splitlines() if line.strip()]
    if lines:
        return gettext("What it printed at last was: {line}", line=lines[-1].strip()[:60])
    return None
