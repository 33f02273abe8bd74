"""Which of the grader's sentences the programs of the shelf are told.

What the code can say stands in its calls of gettext. A sentence with fields is known by the pieces
between them, which are looked for in what was told; of two sentences that fit the same words, the
one that has more of them was said.

    python tests/support/sentences.py [WORD ...]

judges the wrong programs of the shelf whose names hold one of the words (without words: all of
them, for a good while), and writes what they were told into the table `TOLD`, to be read by
somebody before it is taken in. It says which sentences nobody is told.
"""

import functools
import re
import string
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import shelf  # noqa: E402
from grader.locale.__main__ import messages  # noqa: E402
from grader.report import ProgramResult  # noqa: E402

# Where the sentences stand that explain what is wrong with a program, and those that are not said
# of a single program: by hand, or of pairs.
ROOMS = re.compile(r"grader/(failures|peers|subjects|checks)/")
ELSEWHERE = re.compile(r"grader/(peers/byhand/|subjects/pairs|checks/\w+/(peer|pair)_)")
# A sentence: it begins with a capital letter, a figure or a field, and ends as one or with a field.
WHOLE = re.compile(r"[^a-z].*[.?!]([\W\d]*|.*\{\w+\})", re.DOTALL)
TOLD = TESTS / "checks" / "told.txt"
UNTOLD = TESTS / "checks" / "untold.txt"
Table = dict[str, set[str]]  # the programs that are told a sentence


@dataclass(frozen=True)
class Sentence:
    """What the code can say: its English text, and its plural if it has one."""

    forms: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text by which it is known, on one line."""
        return self.forms[0].replace("\n", "\\n")

    @functools.cached_property
    def pieces(self) -> tuple[tuple[str, ...], ...]:
        """What stands between the fields of each form."""
        return tuple(map(_pieces, self.forms))

    @functools.cached_property
    def longest(self) -> tuple[str, ...]:
        """The longest piece of each form."""
        return tuple(max(pieces, key=len) for pieces in self.pieces)

    def found_in(self, told: str) -> Iterator[tuple[int, int]]:
        """Yield the places of a text at which its own words stand, for each time it is said.

        A set of places is a number here: its bits. Beside them are those of its longest piece.
        """
        for longest, pieces in zip(self.longest, self.pieces, strict=True):
            end = 0 if longest in told else -1
            while end >= 0:
                end, places, core = _next(told, end, pieces, longest)
                if places:
                    yield places, core


def _pieces(form: str) -> tuple[str, ...]:
    try:
        parts = [piece for piece, _, _, _ in string.Formatter().parse(form)]
    except ValueError:  # braces of its own, and no fields
        return (form,)
    return tuple(filter(None, parts))


def _next(told: str, end: int, pieces: Iterable[str], longest: str) -> tuple[int, int, int]:
    """Find these pieces in this order; give where they end, or -1, their places, and the longest's."""
    places = core = 0
    for piece in pieces:
        start = told.find(piece, end)
        if start < 0:
            return -1, 0, 0
        end = start + len(piece)
        here = (1 << end) - (1 << start)
        places |= here
        if piece == longest:
            core = here
    return end, places, core


@functools.cache
def sentences() -> list[Sentence]:
    """Give all sentences that explain what is wrong with a program."""
    forms = {
        (message,) if isinstance(message, str) else message
        for message, file in messages()
        if ROOMS.match(file) and not ELSEWHERE.match(file)
    }
    return [Sentence(each) for each in sorted(forms) if WHOLE.fullmatch(each[0])]


def said_in(told: str, known: Iterable[Sentence]) -> set[str]:
    """Give the sentences of which a text is made: none that only begins like another one of them."""
    found = {(each.text, *where) for each in known for where in each.found_in(told)}
    return {
        text
        for text, places, core in found
        if not any(
            core & one == core and one.bit_count() > places.bit_count() for _, one, _ in found
        )
    }


def told(results: Mapping[str, ProgramResult]) -> Table:
    """Give the programs that are told each sentence, in the message or the diagnosis of a lost check."""
    known, table = sentences(), defaultdict[str, set[str]](set)
    for name, result in results.items():
        for check in result.checks:
            if check.outcome == "failed":
                # no sentence begins in the message and ends in the diagnosis
                for words in filter(None, (check.message, check.diagnosis)):
                    for text in said_in(words, known):
                        table[text].add(name)
    return table


# ------------------------------------------------------------------ the tables


def read_told() -> Table:
    """Read the table: below each sentence, a line for each exercise whose programs are told it."""
    table, text = Table(), ""
    for line in _lines(TOLD):
        if line.startswith(" "):
            place, _, names = line.strip().partition(": ")
            table[text].update(f"{place}/wrong/{name}" for name in names.split(", "))
        else:
            text = line
            table[text] = set()
    return table


def write_told(table: Table) -> None:
    """Write the table, sorted, with the remarks at its head."""
    lines = [line for line in TOLD.read_text("utf-8").splitlines() if line.startswith("# ")]
    for text in sorted(table):
        lines.append(text)
        of_exercise = defaultdict[str, list[str]](list)
        for name in sorted(table[text]):
            place, _, program = name.rpartition("/wrong/")
            of_exercise[place].append(program)
        lines += [f"    {place}: {', '.join(names)}" for place, names in of_exercise.items()]
    TOLD.write_text("\n".join(lines) + "\n", "utf-8")


def read_untold() -> dict[str, str]:
    """Read the sentences that no program of the shelf is told, with the reason that stands before them."""
    reasons, reason = dict[str, str](), ""
    for line in _lines(UNTOLD):
        if line.startswith(" "):
            reasons[line.strip()] = reason
        else:
            reason = line
    return reasons


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line and line[:2] != "# "]


def main(*words: str) -> None:
    """Judge the wrong programs of these words, add what they are told, and list what nobody is."""
    chosen = [
        entry
        for entry in shelf.everything()
        if entry.loses and entry.can_be_judged and any(word in str(entry) for word in words or "/")
    ]
    table = read_told()
    for text, names in told({str(entry): result for entry, result in shelf.judge(chosen)}).items():
        table.setdefault(text, set()).update(names)
    write_told(table)
    untold = {each.text for each in sentences()} - table.keys() - read_untold().keys()
    print(*sorted(untold), f"{len(table)} are told, {len(untold)} are not", sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
