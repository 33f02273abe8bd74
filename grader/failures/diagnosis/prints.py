"""What it usually means that a text is missing from a program's standard output.

Each row looks at what should have been printed and at what was, and gives a sentence that is
true of them, or None. What explains more of it comes first.
"""

import html
import re
from collections.abc import Callable

from grader.failures.diagnosis.charsets import CHARSETS, read_as
from grader.failures.errors import NOTHING
from grader.failures.tracebacks import TRACEBACK
from grader.i18n import gettext, gettext_noop, ngettext
from grader.text import clipped, end_of, excerpt, joined

FEWEST_ALIKE = 3  # characters; fewer may be there by chance
OF_NUMBERS = "0123456789."
LETTERS_AROUND = 30  # characters that are shown before and after a difference
MOST_LOOKED_AT = 20_000  # characters of a long output
SOMETHING_ELSE = gettext_noop("Something was printed, and this text is not in it.")
MOST_PIECES = 400  # in which a text is looked for
FEWEST_LETTERS = 5  # that stand apart
FEWEST_ESCAPED = 8  # characters that Python shows of two bytes
BLANKS = re.compile(r"\s+")
# Where a repeat has no bound, it goes through a long output again from each place.
A_FUNCTION = re.compile(r"<(?:bound method|built-in method|function)\b[^>]{0,300}>")
A_SOCKET = re.compile(r"<[\w.]{0,40}[Ss]ocket\b[^>]{0,300}>")

Row = Callable[[str, str], str | None]


def of_print(expected: str, printed: str, errors: str = "", sent: str = "") -> str | None:
    """Tell what it usually means that `expected` is not in what a program printed, or None.

    `errors` is what it wrote to standard error, and `sent` what it had sent itself.
    """
    printed = printed[:MOST_LOOKED_AT]
    if expected in written_by_itself(errors):
        return gettext("It stands on standard error: print it to standard output.")
    if not printed.strip():
        return _nothing(errors)
    rows = ROWS if TRACEBACK in errors else (*ROWS, *OTHER_THINGS)
    told = next(filter(None, (row(expected, printed) for row in rows)), None)
    if TRACEBACK in errors:
        return told  # else the exception says more
    if told is None and sent and re.search(rf"(?<!\w){re.escape(sent)}(?!\w)", printed):
        return gettext(
            "It printed {sent!r}, which is what it has to say itself, and not what it received.",
            sent=sent,
        )
    return told or gettext(SOMETHING_ELSE)


def written_by_itself(errors: str) -> str:
    """Give what a program wrote to standard error before a traceback, which may quote anything."""
    return errors.partition(TRACEBACK)[0]


def _nothing(errors: str) -> str:
    if TRACEBACK in errors:
        return gettext(
            "Nothing was printed on standard output, and an exception is on standard error."
        )
    if errors.strip():
        last = clipped(errors.strip().split("\n")[-1].strip(), 80)
        return gettext(
            "Nothing was printed on standard output; what it wrote is on standard error, at last {last!r}.",
            last=last,
        )
    return gettext("Nothing was printed at all.")


def of_number(expected: str, printed: str, errors: str = "") -> str | None:
    """Tell what it means that a number or an address was not printed, or None (see `of_print`)."""
    if _stands_alone(expected, errors) or not printed.strip():
        return of_print(expected, printed, expected if _stands_alone(expected, errors) else errors)
    if longer := re.search(rf"[\d.]{{0,40}}{re.escape(expected)}[\d.]{{0,40}}", printed):
        return gettext("It stands there only as a part of {longer}.", longer=longer[0].rstrip("."))
    return None


def _stands_alone(number: str, text: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", text) is not None


def nearest(expected: str, printed: str) -> tuple[str, str]:
    """Cut both texts around the place where what was printed departs from what was expected."""
    alike = alike_until(expected, printed)
    found = printed.rfind(expected[:alike]) if alike >= FEWEST_ALIKE else -1
    if found < 0:
        return _window(expected, 0), end_of(printed, 200) or NOTHING
    begins = found
    while begins and expected[0] in OF_NUMBERS and printed[begins - 1] in OF_NUMBERS:
        begins -= 1  # it stands there as a part of a longer number or address
    part = printed[begins:].split("\n", 1)[0] if "\n" not in expected else printed[begins:]
    return _window(expected, alike), _window(part, found - begins + alike)


def _window(text: str, at: int) -> str:
    """Give the part of a long text around an index."""
    if len(text) <= 3 * LETTERS_AROUND:
        return text
    start = max(0, at - LETTERS_AROUND)
    end = start + 2 * LETTERS_AROUND
    return excerpt(text[start:end], start, max(0, len(text) - end))


def alike_until(expected: str, printed: str) -> int:
    """Tell how many characters of `expected`, from its beginning, were printed somewhere."""
    low, high = 0, len(expected)
    while low < high:  # the longest beginning that is there
        middle = (low + high + 1) // 2
        low, high = (middle, high) if expected[:middle] in printed else (low, middle - 1)
    return low


# ------------------------------------------------------------------ rows


def _as_bytes(expected: str, printed: str) -> str | None:
    others = repr(re.sub(r"[\x00-\x7f]", "", expected).encode())[2:-1]
    if others and others[:FEWEST_ESCAPED] in printed:
        return gettext("The bytes were printed: decode() turns them into text, and returns it.")
    return None


def _misread(expected: str, printed: str) -> str | None:
    if expected.isascii():
        return None
    for charset in CHARSETS[1:]:
        for errors in ("strict", "replace"):
            read = read_as(expected.encode(), charset, errors)
            known = len(read.replace("\ufffd", "")) if read else 0
            if read and known >= FEWEST_ALIKE and known > len(read) // 2 and read in printed:
                return gettext(
                    "The bytes were read as {encoding}: this course uses UTF-8.", encoding=charset
                )
    return None


def _escapes(expected: str, printed: str) -> str | None:
    if not expected.isascii() and ascii(expected)[1:-1] in printed:
        return gettext(
            "It was printed with escapes in the place of letters, as ascii() shows a text."
        )
    for quote in (True, False):
        escaped = html.escape(expected, quote)
        if escaped != expected and escaped in printed:
            return gettext(
                "It was printed as it stands in HTML, where & is &amp; and < is &lt;: this is no page, and the text was changed."
            )
    if "\\" in expected and _unescaped(expected) in printed:
        return gettext(
            "A backslash in it and the letter after it were printed as one character: only source code has escapes, a text that arrives has no escapes."
        )
    return None


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t")


def _but_its_ends(expected: str, printed: str) -> str | None:
    for text in (expected, repr(expected.encode())[2:-1]):
        for front, back in ((0, 1), (1, 0), (1, 1), (2, 1), (2, 2)):  # the longest first
            inner = text[front : len(text) - back]
            if len(inner) > FEWEST_ALIKE * 2 and inner in printed:
                before, behind = expected[:front], expected[len(expected) - back :] if back else ""
                if not (before and behind):
                    return _but_one_end(before, behind)
                return gettext(
                    "All of it was printed but {which} at its ends: that belongs to it as well.",
                    which=joined([repr(before), repr(behind)]),
                )
    return None


def _but_one_end(before: str, behind: str) -> str:
    if before:
        return gettext(
            "All of it was printed but {which} at its beginning: that belongs to it as well.",
            which=repr(before),
        )
    return gettext(
        "All of it was printed but {which} at its end: that belongs to it as well.",
        which=repr(behind),
    )


def _case(expected: str, printed: str) -> str | None:
    if expected.lower() not in printed.lower():
        return None
    if expected.upper() in printed:
        return gettext("It was printed in upper case, and not as it came: the text was changed.")
    if expected.lower() in printed:
        return gettext("It was printed in lower case, and not as it came: the text was changed.")
    return gettext(
        "It was printed with its letters in another case, and not as it came: it was changed."
    )


def _numbers(expected: str, printed: str) -> str | None:
    codes = list(expected.encode())
    if "".join(map(str, codes)) in re.sub(r"\D", "", printed):
        return gettext(
            "The numbers of its bytes were printed: a loop over bytes, or an index, gives numbers."
        )
    return None


def _blanks(expected: str, printed: str) -> str | None:
    if BLANKS.sub(" ", expected) in BLANKS.sub(" ", printed):
        if BLANKS.sub(" ", expected) not in printed:
            return gettext("It was printed on several lines, or with other blanks than it has.")
        return gettext(
            "Several blanks together were printed as one: split() without an argument takes them for one."
        )
    if BLANKS.sub("", expected) in BLANKS.sub("", printed):
        if len(expected.split()) == 1:
            return gettext(
                "There are blanks or line ends between its letters, which were not in it."
            )
        return gettext("Its blanks were not printed as they came: some are missing, or too many.")
    return None


def _pieces(expected: str, printed: str) -> str | None:
    pieces = pieces_of(expected, printed)
    return (
        gettext(
            "All of it was printed, but in {pieces} pieces, with something between them.",
            pieces=pieces,
        )
        if pieces
        else None
    )


def _as_hex(expected: str, printed: str) -> str | None:
    is_there = (
        len(expected) > 1 and expected.encode().hex() in re.sub(r"[\s:]", "", printed).lower()
    )
    return gettext("Its bytes were printed in hexadecimal.") if is_there else None


def _letters(expected: str, printed: str) -> str | None:
    letters, came = (re.sub(r"[\W_]", "", text) for text in (expected, printed))
    if len(letters) < FEWEST_LETTERS or letters not in came:
        return None
    return gettext("Its letters and digits were printed, with something else between them.")


def _words(expected: str, printed: str) -> str | None:
    words = expected.split()
    if len(words) < 2 or not all(word in printed or repr(word)[1:-1] in printed for word in words):
        return None
    return gettext(
        "All of its words were printed, but not as they stand: in their order, and with its blanks."
    )


def pieces_of(expected: str, printed: str) -> int | None:
    """Count the pieces in which a text was printed, one after the other; None if a part is missing."""
    done = at = pieces = 0
    while done < len(expected) and pieces < MOST_PIECES:
        alike = alike_until(expected[done:], printed[at:])
        if alike < min(FEWEST_ALIKE, len(expected) - done):
            return None
        at = printed.index(expected[done : done + alike], at) + alike
        done, pieces = done + alike, pieces + 1
    return pieces if done == len(expected) else None


def beginning(expected: str, printed: str) -> str | None:
    """Tell how much of the beginning of a text was printed, and what then; None for too little."""
    alike = alike_until(expected, printed)
    if alike < FEWEST_ALIKE:
        return None
    first, *others = expected.split()
    are_there = any(len(word) >= FEWEST_ALIKE and word in printed for word in others)
    is_all = _stops_after(first, printed)
    if others and expected[:alike].strip() == first and is_all and not are_there:
        return gettext(
            "Only its first word was printed, {first!r}: {number} of {all} characters.",
            first=first,
            number=len(first),
            all=len(expected),
        )
    if _goes_on_after(expected[:alike], expected[alike:], printed):
        return ngettext(
            "After {number} character came a line end or blanks that are not in it, and then the text went on.",
            "After {number} characters came a line end or blanks that are not in it, and then the text went on.",
            alike,
        )
    if _stops_after(expected[:alike], printed):
        return gettext(
            "Only the beginning was printed: {number} of {all} characters.",
            number=alike,
            all=len(expected),
        )
    return ngettext(
        "The first {number} character were printed, and then it is another text.",
        "The first {number} characters were printed, and then it is another text.",
        alike,
    )


def _goes_on_after(beginning: str, more: str, printed: str) -> bool:
    """Tell whether more of the text follows on its beginning, apart by white space."""
    rest = printed[printed.rfind(beginning) + len(beginning) :]
    follows = more.lstrip()[:FEWEST_ALIKE]
    return bool(follows) and rest[:1].isspace() and rest.lstrip().startswith(follows)


def _stops_after(beginning: str, printed: str) -> bool:
    """Tell whether the printed text ends after this beginning, but for quotes, dots and line ends."""
    rest = printed[printed.rfind(beginning) + len(beginning) :].split("\n", 1)[0]
    return not rest.strip("\"'.…)]> ")


def _few_characters(expected: str, printed: str) -> str | None:
    for count in range(FEWEST_ALIKE - 1, 0, -1):
        first = expected[:count]
        if re.search(rf"(?:^|[\s:'\"]){re.escape(first)}['\"]?\s{{0,20}}$", printed, re.MULTILINE):
            return ngettext(
                "Only one character of it was printed, {first!r}: {number} of {all}.",
                "Only its first {number} characters were printed, {first!r}: {number} of {all}.",
                count,
                first=first,
                all=len(expected),
            )
    return None


def _end(expected: str, printed: str) -> str | None:
    alike = alike_until(expected[::-1], printed[::-1])
    if alike < max(FEWEST_ALIKE, len(expected) // 20):
        return None
    return gettext(
        "Only its end was printed: the last {number} of {all} characters.",
        number=alike,
        all=len(expected),
    )


def _some_word(expected: str, printed: str) -> str | None:
    words = expected.split()
    there = [word for word in words if len(word) >= FEWEST_ALIKE and word in printed]
    if len(words) > 1 and there:
        return gettext(
            "Only a part of it was printed: {word!r} is there, other words are not.",
            word=there[0],
        )
    return None


def _length(expected: str, printed: str) -> str | None:
    if not _stands_alone(str(len(expected)), printed):
        return None
    return gettext(
        "The number {length} was printed, which is how long it is, and the text was not.",
        length=len(expected),
    )


def _address(expected: str, printed: str) -> str | None:
    if address := re.search(r"\b127\.\d+\.\d+\.\d+\b", printed):
        return gettext(
            "An address was printed, {address}, and this text was not.", address=address[0]
        )
    return None


def _reversed(expected: str, printed: str) -> str | None:
    return gettext("It was printed backwards.") if expected[::-1] in printed else None


def _thing(expected: str, printed: str) -> str | None:
    if A_FUNCTION.search(printed):
        return gettext(
            "A function was printed, and not what it returns: without () after its name, nothing calls it."
        )
    if A_SOCKET.search(printed):
        return gettext("A socket was printed, and not what came on it.")
    return None


ROWS: tuple[Row, ...] = (
    *(_as_bytes, _misread, _escapes, _case, _blanks, _numbers, _reversed),
    *(_as_hex, _but_its_ends, _pieces, _words, _letters, beginning, _end, _some_word),
)
OTHER_THINGS: tuple[Row, ...] = (_thing, _length, _few_characters, _address)
