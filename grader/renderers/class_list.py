"""The points of a class as a table for a terminal: a line for each learner.

A narrow terminal has no room for every program. So there are points for each program, or for each
unit, or only the sum, whichever is the most that fits beside the names; the last line says what was
left out, and how wide it has to be. The heads of columns are broken at the underscores of the names.
"""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.entry import Entry, Learner
from grader.i18n import gettext, ngettext
from grader.renderers import columns
from grader.renderers.story import Line
from grader.report import Report
from grader.text import printable

GAP = 2  # columns
LEAST_NAME, WIDEST_NAME = 12, 24  # columns, where a terminal has a width
NOTHING = "–"
BELOW = " " * 6  # before what is said of a learner, below the name


@dataclass(frozen=True)
class _Row:
    """What is kept of an entry, without its report."""

    learner: Learner
    points: dict[str, int]  # of each unit and program by its name, and the sum at ""
    maximum: int
    problem: str  # why nothing was graded, or which part of it
    is_graded: bool


def lines(entries: Iterable[Entry], width: int | None) -> Iterator[Line]:
    """Yield the table and its sums, for a terminal so many columns wide or as wide as need be."""
    rows = [_row(entry) for entry in entries]
    names = [_name(row, _twice(rows)) for row in rows]
    every = _columns(rows)
    parts, room = _fitting(every, rows, names, width)
    sizes = [_size(part, rows) for part in parts]
    beside = _widest(names, room) + 2
    yield from _head(parts, sizes, beside, rows)
    for row, name in zip(rows, names, strict=True):
        yield from _line(row, columns.clipped(name, beside - 2), parts, sizes, beside, width)
    yield []
    yield from ([("  " + line, "bold")] for line in _sums(rows, width))
    if len(parts) < len(every):
        told = _left_out(_needed(every, rows, names))
        yield from ([("  " + line, "dim")] for line in columns.wrapped(told, _inner(width)))


def _left_out(needed: int) -> str:
    return gettext(
        "A terminal of {columns} columns, or a pipe, has the points of each unit and program.",
        columns=needed,
    )


def name(learner: Learner, is_one_of_several: bool = False) -> str:
    """Give a learner's name as it may be printed, with the key where several have that name."""
    shown = printable(learner.name) or printable(learner.key)
    return f"{shown} ({printable(learner.key)})" if is_one_of_several else shown


def _twice(rows: Sequence[_Row]) -> set[str]:
    counts = Counter(row.learner.name for row in rows)
    return {name for name, number in counts.items() if number > 1}


def _name(row: _Row, twice: set[str]) -> str:
    return name(row.learner, row.learner.name in twice)


def _row(entry: Entry) -> _Row:
    report = entry.report
    if report is None:
        return _Row(entry.learner, {}, 0, entry.problem or gettext("not graded"), False)
    points = {"": report.score}
    for unit in report.units:
        points[unit.name] = unit.score
        points |= {program.file: program.score for program in unit.programs}
    return _Row(entry.learner, points, report.max_score, _problem(report), True)


def _problem(report: Report) -> str:
    left = sum(check.outcome == "error" for check in report.checks)
    if left:
        return ngettext(
            "{number} check could not be graded", "{number} checks could not be graded", left
        )
    return "" if report.complete else gettext("the run was interrupted")


# ------------------------------------------------------------------ what fits


def _columns(rows: Sequence[_Row]) -> list[str]:
    """Name all columns: the sum, the units and the programs."""
    known = list(dict.fromkeys(part for row in rows for part in row.points if part))
    units = sorted(part for part in known if "/" not in part)
    programs = [p for unit in units for p in known if p.startswith(f"{unit}/")]
    units = units if len(units) > 1 else []  # of a single one, the points are the sum
    return ["", *units, *programs]


def _fitting(
    every: Sequence[str], rows: Sequence[_Row], names: Sequence[str], width: int | None
) -> tuple[Sequence[str], int | None]:
    """Choose the columns that fit beside the names, and give the room that is left for names."""
    if width is None:
        return every, None
    units = [part for part in every if part and "/" not in part]
    programs = [part for part in every if "/" in part]
    wanted = _wanted(names)
    for parts in (every, ["", *programs], ["", *units], [""]):
        room = width - _beside(parts, rows)
        if room >= wanted:
            break
    return parts, max(LEAST_NAME, room)


def _wanted(names: Sequence[str]) -> int:
    """Give the room that names should have where a terminal has a width."""
    return min(WIDEST_NAME, _widest(names, None))


def _beside(parts: Sequence[str], rows: Sequence[_Row]) -> int:
    return 2 + sum(GAP + _size(part, rows) for part in parts)


def _needed(every: Sequence[str], rows: Sequence[_Row], names: Sequence[str]) -> int:
    return _beside(every, rows) + _wanted(names)


def _widest(names: Sequence[str], room: int | None) -> int:
    widest = max([LEAST_NAME, *map(columns.width, names)])
    return widest if room is None else min(room, widest)


def _size(part: str, rows: Sequence[_Row]) -> int:
    """Give the columns of a column: of its head, or of its points."""
    points = [len(str(row.points.get(part, ""))) for row in rows]
    return max([*points, *map(columns.width, _words(part, rows))])


def _words(part: str, rows: Sequence[_Row]) -> list[str]:
    """Give the lines of a column's head."""
    if not part:
        maximum = max((row.maximum for row in rows), default=0)
        return [gettext("points"), gettext("of {maximum}", maximum=maximum)]
    return part.rpartition("/")[2].removesuffix(".py").split("_")


# ------------------------------------------------------------------ lines


def _head(
    parts: Sequence[str], sizes: Sequence[int], beside: int, rows: Sequence[_Row]
) -> Iterator[Line]:
    heads = [_words(part, rows) for part in parts]
    units = _units(parts, sizes, beside)
    if units:
        yield [(units, "dim")]
    for number in range(max(map(len, heads))):
        words = [head[number] if number < len(head) else "" for head in heads]
        yield [((" " * beside + _cells(words, sizes)).rstrip(), "dim")]


def _units(parts: Sequence[str], sizes: Sequence[int], beside: int) -> str:
    """Give a line that names the unit above the first one of its programs, where there are several."""
    units = list(dict.fromkeys(part.partition("/")[0] for part in parts if "/" in part))
    if len(units) < 2:
        return ""
    line = " " * beside
    for part, size in zip(parts, sizes, strict=True):
        unit, slash, _ = part.partition("/")
        shown = unit[:2] if slash and unit in units else ""
        if shown:
            units.remove(unit)
        line += " " * GAP + " " * (size - len(shown)) + shown
    return line.rstrip()


def _cells(words: Sequence[str], sizes: Sequence[int]) -> str:
    return "".join(
        " " * (GAP + size - columns.width(word)) + word
        for word, size in zip(words, sizes, strict=True)
    )


def _line(
    row: _Row,
    name: str,
    parts: Sequence[str],
    sizes: Sequence[int],
    beside: int,
    width: int | None,
) -> Iterator[Line]:
    words = [str(row.points.get(part, NOTHING)) for part in parts]
    yield [("  " + columns.padded(name, beside - 2), ""), (_cells(words, sizes), "")]
    text = row.problem if row.is_graded else gettext("not graded: {why}", why=row.problem)
    if row.problem:
        room = None if width is None else width - len(BELOW)
        for line in columns.wrapped(printable(text), room):
            yield [(BELOW, ""), (line, "yellow")]


def _sums(rows: Sequence[_Row], width: int | None) -> list[str]:
    scores = [row.points[""] for row in rows if row.is_graded]
    counts = [ngettext("{number} learner", "{number} learners", len(rows))]
    if len(scores) < len(rows):
        left = len(rows) - len(scores)
        counts.append(ngettext("{number} not graded", "{number} not graded", left))
    if scores:
        counts.append(
            gettext(
                "mean {mean}, median {median} of {maximum} points",
                mean=f"{statistics.fmean(scores):.1f}",
                median=f"{statistics.median(scores):g}",
                maximum=max(row.maximum for row in rows),
            )
        )
    return columns.wrapped(", ".join(counts), _inner(width))


def _inner(width: int | None) -> int | None:
    return None if width is None else width - 2
