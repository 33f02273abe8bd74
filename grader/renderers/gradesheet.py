"""The points of a class as a table in CSV: plain, or as Canvas and Moodle import it.

What Canvas and Moodle read was taken from their importers:

Canvas    finds the columns of a learner by their order, and the learner by `ID`, else by the two
          ids of SIS. A row with an empty grade takes away a grade that stands there already.
Moodle    wants its own grading worksheet back: it finds a learner by `Identifier`, and takes
          no grade without `Last modified (grade)`, nor one above the assignment's maximum. A
          comment is HTML.

So who was not graded has no row in either. Text that a spreadsheet would take for a formula gets
an apostrophe in front, but not what the import finds a learner by.
"""

import csv
import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TextIO, get_args

from grader.entry import Entry, Learner
from grader.i18n import gettext, gettext_noop, ngettext
from grader.report import CheckResult, ProgramResult, Report
from grader.text import clipped, printable, some_of

Format = Literal["plain", "canvas", "moodle"]
FORMATS: tuple[Format, ...] = get_args(Format)

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]\s*\S")
# What separates cells in the spreadsheets of some countries, with a formula behind it.
SEPARATED = re.compile(rf"([;|])(?={FORMULA.pattern})")
OF_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "    Points Possible"  # as Canvas writes it itself
# The columns of Moodle's worksheet that its import reads, or that tell what it takes.
IDENTIFIER, GRADE, MODIFIED = "Identifier", "Grade", "Last modified (grade)"
MAXIMUM, COMMENTS = "Maximum grade", "Feedback comments"
MOST_NAMED = 5  # learners in a note
LONGEST = 300  # characters of what is said of a check

NO_CANVAS = gettext_noop(
    "the learners have no ID of Canvas: grade with --roster and the CSV file that the gradebook "
    "of Canvas exports"
)
NO_MOODLE = gettext_noop(
    "the learners have no Identifier and no Last modified (grade) of Moodle: grade with --roster "
    "and the grading worksheet of the assignment, as Moodle gives it in English"
)


class Unfit(ValueError):
    """A class that cannot be written in a format; the text says in one line what is missing."""


def write(entries: Iterable[Entry], format: Format, file: TextIO, title: str = "") -> list[str]:
    """Write the table, and give what has to be known about it, in a line each. Raises Unfit.

    `title` is what Canvas calls the assignment; without one it is named after the units. The
    file has to leave the ends of lines as they are. Of the entries no more than one at a time
    has to be there.
    """
    writers: dict[Format, Callable[[Iterable[Entry], str], Table]]
    writers = {"plain": _plain, "canvas": _canvas, "moodle": _moodle}
    rows, notes = writers[format](entries, title)
    if format != "canvas":  # which would take it for a part of the first column's name
        file.write(BYTE_ORDER_MARK)
    csv.writer(file).writerows(rows)
    return notes


def expect_ids(learners: Iterable[Learner], format: Format) -> None:
    """Raise Unfit where none of these learners could have a row, whatever they come to."""
    rows = [learner.row for learner in learners]
    if format == "canvas" and not any(map(_who_in_canvas, rows)):
        raise Unfit(gettext(NO_CANVAS))
    if format == "moodle" and not any(map(_is_in_moodle, rows)):
        raise Unfit(gettext(NO_MOODLE))


def cell(text: str) -> str:
    """Give a text as a cell that no spreadsheet runs: on one line, and no formula."""
    shown = SEPARATED.sub(r"\1'", printable(text))
    return f"'{shown}" if FORMULA.match(shown) else shown


Row = Sequence[object]
Table = tuple[list[Row], list[str]]  # and what has to be known about it


def name(report: Report) -> str:
    """Give what the assignment is called where nobody has named it: the units, or the program."""
    if len(report.programs) == 1:
        return _part(report.programs[0])
    return " + ".join(unit.name for unit in report.units)


def _part(program: ProgramResult) -> str:
    return program.file.removesuffix(".py")


def _is_final(report: Report | None) -> bool:
    """Tell whether the points may go to where grades are kept: no error of the grader's in them."""
    return report is not None and report.complete and not report.has_errors


# ------------------------------------------------------------------ plain


def _plain(entries: Iterable[Entry], title: str) -> Table:
    """Give a row for everybody, with a column for each unit and program that anybody has."""
    parts: dict[str, dict[str, None]] = {}  # a unit → its programs
    lines = []
    for entry in entries:
        points: dict[str, int] = {}
        for unit in entry.report.units if entry.report else ():
            programs = {_part(program): program.score for program in unit.programs}
            points |= {unit.name: unit.score, **programs}
            parts.setdefault(unit.name, {}).update(dict.fromkeys(programs))
        lines.append((_summed(entry), points, [_missing(entry), entry.note or ""]))
    names = [part for unit in sorted(parts) for part in (unit, *parts[unit])]
    head = ["key", "name", "points", "maximum", *names, "not graded", "note"]
    rows = (
        [*who, *(points.get(part, "") for part in names), *map(cell, said)]
        for who, points, said in lines
    )
    return [head, *rows], []


def _summed(entry: Entry) -> Row:
    report = entry.report
    sums = [report.score, report.max_score] if report else ["", ""]
    return [cell(entry.learner.key), cell(entry.learner.name), *sums]


def _missing(entry: Entry) -> str:
    """Say what of a submission was not graded; nothing where all of it was."""
    if entry.report is None:
        return entry.problem or gettext("not graded")
    left = [c for c in entry.report.checks if c.outcome == "error"]
    if left:
        return ngettext(
            "{number} check could not be graded", "{number} checks could not be graded", len(left)
        )
    return "" if entry.report.complete else gettext("the run was interrupted")


# ------------------------------------------------------------------ Canvas


def _canvas(entries: Iterable[Entry], title: str) -> Table:
    rows: list[Row] = []
    left = _Left()
    maximum = 0
    for entry in entries:
        who = _who_in_canvas(entry.learner.row)
        if left.takes(entry, who is not None) and entry.report:
            title = title or name(entry.report)
            maximum = max(maximum, entry.report.max_score)
            rows.append([*(who or ()), entry.report.score])
    left.check(gettext(NO_CANVAS))
    empty = [""] * (len(OF_CANVAS) - 1)
    head: list[Row] = [[*OF_CANVAS, cell(title)], [POINTS_POSSIBLE, *empty, maximum]]
    return head + rows, left.notes()


def _who_in_canvas(row: Mapping[str, str]) -> list[str] | None:
    """Give the columns that tell Canvas who somebody is; None for one whom it could not find."""
    cells = {_plainly(name): text.strip() for name, text in row.items()}
    who, number, user, login, section = (cells.get(_plainly(name), "") for name in OF_CANVAS)
    if who and number.isdecimal():
        return [cell(who), number, cell(user), cell(login), cell(section)]
    return [cell(who), "", user, login, cell(section)] if user or login else None


def _plainly(column: str) -> str:
    return re.sub(r"[\W_]", "", column).lower()


# ------------------------------------------------------------------ Moodle


def _moodle(entries: Iterable[Entry], title: str) -> Table:
    rows: list[Row] = []
    left = _Left()
    above: tuple[str, int] | None = None  # Moodle's maximum, and ours
    head: list[str] = []
    for entry in entries:
        row = entry.learner.row
        if left.takes(entry, _is_in_moodle(row)) and entry.report:
            head = head or [*row, *({GRADE, COMMENTS} - row.keys())]
            if _is_above(entry.report, row.get(MAXIMUM, "")):
                above = row[MAXIMUM].strip(), entry.report.max_score
            filled = {**row, GRADE: str(entry.report.score), COMMENTS: _comment(entry.report)}
            rows.append([_in_moodle(column, filled.get(column, "")) for column in head])
    left.check(gettext(NO_MOODLE))
    if above:
        left.say(
            gettext(
                "Moodle leaves out what is above the maximum of the assignment, which is {theirs}: "
                "set that to {ours} first",
                theirs=printable(above[0]),
                ours=above[1],
            )
        )
    return [[cell(column) for column in head], *rows], left.notes()


def _is_in_moodle(row: Mapping[str, str]) -> bool:
    return bool(row.get(IDENTIFIER, "").strip()) and MODIFIED in row


def _in_moodle(column: str, text: str) -> str:
    if column in (IDENTIFIER, MODIFIED, GRADE):
        return text
    return cell(text).replace("\\", "/")  # PHP takes a quote behind a backslash for no end


def _is_above(report: Report, maximum: str) -> bool:
    number = re.fullmatch(r"(\d+)(?:[.,]\d+)?", maximum.strip())
    return number is not None and report.max_score > int(number[1])


def _comment(report: Report) -> str:
    """Say what the points are made of, and which checks were lost."""
    lines = []
    for program in report.programs:
        lines.append(
            gettext(
                "{program}: {score} of {maximum} points",
                program=_part(program),
                score=program.score,
                maximum=program.max_score,
            )
        )
        if program.status == "missing":
            lines[-1] = gettext("{program}: no such file", program=_part(program))
        elif program.status == "not_started":
            lines[-1] = gettext("{program}: not started", program=_part(program))
        else:
            lines += [_lost(check) for check in program.checks if check.outcome == "failed"]
    return "<br>".join(html.escape(line).replace("\\", "&#92;") for line in lines)


def _lost(check: CheckResult) -> str:
    lead = f"– {check.title} ({check.points}/{check.max_points})"
    return f"{lead}: {clipped(printable(check.message), LONGEST)}" if check.message else lead


# ------------------------------------------------------------------ who is left out


class _Left:
    """Those who have no row, since they were not graded or the LMS would not find them."""

    def __init__(self) -> None:
        self._taken = 0
        self._not_graded: list[str] = []
        self._strangers: list[str] = []
        self._said: list[str] = []

    def takes(self, entry: Entry, is_known: bool) -> bool:
        """Tell whether an entry has a row."""
        if not _is_final(entry.report):
            self._not_graded.append(entry.learner.name)
        elif not is_known:
            self._strangers.append(entry.learner.name)
        else:
            self._taken += 1
            return True
        return False

    def check(self, unfit: str) -> None:
        """Raise Unfit where nobody has a row: if that is because of the roster, with this text."""
        if not self._taken:
            raise Unfit(unfit if self._strangers else gettext("nobody was graded"))

    def say(self, note: str) -> None:
        """Add a line to the notes."""
        self._said.append(note)

    def notes(self) -> list[str]:
        """Give what has to be known about the table, a line each."""
        if self._not_graded:
            names = _named(self._not_graded)
            self.say(gettext("Without a row, since not graded: {names}", names=names))
        if self._strangers:
            names = _named(self._strangers)
            self.say(gettext("Without a row, since not on the roster: {names}", names=names))
        return self._said


def _named(names: Sequence[str]) -> str:
    return some_of([printable(name) for name in names], MOST_NAMED)
