"""The report for a person at a terminal: the scores, then the one thing to look at first.

That is the first check that failed, in the order in which the course is taught. Of the others
there is a line each, and of those that wait for one that failed only their number; a `verbose`
page tells everything.

Everything that came from a program has passed `grader.text.printable` and is
kept apart from the grader's own voice by a margin. A line is a list of pieces,
each with its style, so that the same page is plain text in a pipe and is painted
on a terminal. What may be copied (a command, a value) is never broken here.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from grader.i18n import gettext, ngettext
from grader.renderers import columns, story
from grader.renderers.story import TEXT_WIDTH, Line, plain
from grader.report import CheckResult, Lesson, Outcome, ProgramResult, Report, Words
from grader.text import printable

BAR = 20  # columns
NAMES, TITLES = 12, 70  # columns, where nothing needs more
POINTS = len("20/20")
INDENT = len("    ✓ ")
STORY = INDENT - 1  # columns before a story, whose numbers begin below the title
LEAST = 8  # columns that are left for a text, however narrow the terminal is
MOST_OUTPUT_LINES = 12

MARKS: dict[Outcome, tuple[str, str]] = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "not_run": ("–", "dim"),
    "not_started": ("–", "dim"),
    "error": ("!", "yellow"),
}


def render(report: Report, words: Words, *, verbose: bool = False) -> str:
    """Give the whole report as plain text, as wide as it needs to be."""
    return "\n".join(plain(line) for line in page(report, words, None, verbose=verbose))


def page(report: Report, words: Words, width: int | None, *, verbose: bool = False) -> list[Line]:
    """Give the lines of the report for a terminal of some width, or as wide as they need to be."""
    return list(_Page(report, words, width, verbose).lines())


def paint(
    report: Report, words: Words, stream: TextIO, *, color: bool, verbose: bool = False
) -> None:
    """Write the report to a terminal, fitted to its width."""
    paint_lines(page(report, words, columns.of_terminal(), verbose=verbose), stream, color=color)


def paint_lines(lines: Iterable[Line], stream: TextIO, *, color: bool) -> None:
    """Write lines to a terminal, which they fit."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream,
        color_system="auto" if color else None,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
        width=columns.of_terminal(),  # else rich shows nothing where COLUMNS is 0
    )
    for line in lines:
        console.print(Text.assemble(*line))


def inert(line: Line) -> Line:
    """Give a line that is no command to GitHub's log: one begins with two colons, after any blanks."""
    text = plain(line)
    return [(text.replace("::", "│ ::", 1), "")] if text.lstrip().startswith("::") else line


class _Page:
    """The report laid out for a terminal of some width; None makes it as wide as it needs to be."""

    def __init__(self, report: Report, words: Words, width: int | None, verbose: bool) -> None:
        self._report = report
        self._words = words
        self._lesson = words.lesson(report)
        self._not_graded = report.not_graded
        self._width = width
        self._verbose = verbose
        self._in_full = [check.id for check in story.in_full(report)]
        self._names = max([NAMES, *(columns.width(p.name) for p in report.programs)])
        titles = max([TITLES, *(columns.width(c.title) for c in report.checks)])
        room = self._room(INDENT + 1 + POINTS)
        self._titles = titles if room is None else min(titles, room)

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the page; none of them is a command to GitHub's log, or a terminal."""
        return (inert(story.inert(line)) for line in self._all())

    def _all(self) -> Iterator[Line]:
        for unit in self._report.units:
            yield []
            yield from self._texts(f"{unit.name}  {unit.title}", 0, "bold")
            yield []
            for program in unit.programs:
                yield from self._head(program)
        for program in self._report.programs:
            if program not in self._not_graded:
                yield from self._program(program)
        yield []
        yield from self._end()

    def _room(self, margin: int) -> int | None:
        """Give the columns that are left beside a margin."""
        return None if self._width is None else max(LEAST, self._width - margin)

    def _texts(self, text: str, margin: int, style: str = "") -> Iterator[Line]:
        """Yield a text in lines that fit beside a margin."""
        for line in columns.wrapped(text, self._room(margin)):
            yield [(" " * margin, ""), (line, style)]

    # -------------------------------------------------------------- a program

    def _head(self, program: ProgramResult) -> Iterator[Line]:
        """Yield a program with its points and a bar; what there is to say of it may stand below."""
        points = f"{program.score:>3}/{program.max_score:<2}"
        lead = f"  {columns.padded(program.name, self._names)} {points}"
        room = None if self._width is None else max(0, self._width - columns.width(lead) - 2)
        bar = BAR if room is None else min(BAR, room)
        filled = round(bar * program.score / program.max_score) if program.max_score else 0
        if program.score < program.max_score:
            filled = max(0, min(filled, bar - 1))
        color = "green" if program.status == "passed" else "yellow" if program.score else "dim"
        line = [(f"{lead}  ", ""), ("█" * filled, color), ("░" * (bar - filled), "dim")]
        note = self._note(program)
        if not note or room is None or bar + 2 + columns.width(note) <= room:
            yield [*line, (f"  {note}", "")] if note else line
        else:
            yield line
            yield from self._texts(note, 4)

    def _note(self, program: ProgramResult) -> str:
        if program in self._not_graded:
            return gettext(story.NOT_REACHED)
        return story.status(program)

    def _program(self, program: ProgramResult) -> Iterator[Line]:
        """Yield the path of a program and what is told of its checks, if that is anything."""
        told = [line for check in program.checks for line in self._check(check, program)]
        started = program.status in ("failed", "error")
        left = [check for check in program.checks if check.outcome == "not_started"]
        if left and started and not self._verbose:
            more = ngettext(
                "{number} check is not started yet",
                "{number} checks are not started yet",
                len(left),
            )
            told.append([(f"    – {more}", "dim")])
        if told and started:
            yield []
            yield [("  ", ""), (self._words.path(program), "bold")]
            yield from told if told[-1] else told[:-1]
            if self._verbose:
                yield from self._output(_last_output(program))

    # -------------------------------------------------------------- a check

    def _check(self, check: CheckResult, program: ProgramResult) -> Iterator[Line]:
        if self._verbose:
            yield from self._verbosely(check, program)
        elif check.outcome in ("failed", "error"):
            space: list[Line] = [[]] if check.id in self._in_full else []
            yield from space
            yield from self._title(check)
            if space:
                yield from self._story(check, program)
                yield from self._output(story.said(check))
            if number := story.waiting(program, check):
                yield from space
                yield from self._texts(_waiting(number), INDENT, "dim")
            yield from space

    def _verbosely(self, check: CheckResult, program: ProgramResult) -> Iterator[Line]:
        if check.blocked_by or check.outcome == "not_started":
            yield from self._because(check, program)
            return
        yield from self._title(check)
        if check.outcome != "passed":
            yield from self._story(check, program)
            yield []

    def _title(self, check: CheckResult) -> Iterator[Line]:
        """Yield the title with its points in their column; a long one goes on below."""
        mark, color = MARKS[check.outcome]
        points = f"{check.points}/{check.max_points}".rjust(POINTS)
        if check.outcome == "error":
            points = gettext(story.NOT_REACHED)
        room = max(LEAST, self._titles + POINTS - max(POINTS, columns.width(points)))
        first, *more = columns.wrapped(check.title, room) or [""]
        head = f" {columns.padded(first, room)} {points}"
        yield [("    ", ""), (mark, color), (head, "")]
        yield from ([(" " * INDENT + line, "")] for line in more)

    def _because(self, check: CheckResult, program: ProgramResult) -> Iterator[Line]:
        """Yield the title of a check that was not run, and what kept it from that."""
        titles = {other.id: other.title for other in program.checks}
        needed = titles.get(check.blocked_by or "", "")
        if check.outcome == "not_started":
            text = gettext("{title}   not started", title=check.title)
        else:
            text = gettext("{title}   not run: needs “{needed}”", title=check.title, needed=needed)
        first, *more = columns.wrapped(text, self._room(INDENT))
        yield [(f"    {MARKS[check.outcome][0]} {first}", "dim")]
        yield from ([(" " * INDENT + line, "dim")] for line in more)

    def _story(self, check: CheckResult, program: ProgramResult) -> Iterator[Line]:
        path = self._words.path(program)
        for line in story.told_lines(check, self._room(STORY), path, self._source(check, program)):
            yield [(" " * STORY, ""), *line]
        if check.outcome == "error":
            return
        if story.hints_help(check):
            yield from self._command("hint", self._words.hint(check))
        yield from self._command("try", self._words.attempt(check))

    def _source(self, check: CheckResult, program: ProgramResult) -> str:
        """Give the line of the program that the check names, if there is one."""
        lines = self._words.sources.get(program.file, "").splitlines()
        line = check.line or 0
        return printable(lines[line - 1]) if 0 < line <= len(lines) else ""

    def _command(self, label: str, command: str) -> Iterator[Line]:
        """Yield a command, which is not broken: it has a line of its own where there is no room."""
        lead = " " * STORY + story.label(label)
        beside = columns.width(lead)
        room = beside if self._width is None else max(0, self._width - columns.width(command))
        if room >= beside:
            yield [(lead, "dim"), (command, "cyan")]
        else:
            yield [(lead.rstrip(), "dim")]
            yield [(" " * min(room, INDENT + story.MARGIN), ""), (command, "cyan")]

    def _output(self, output: str | None) -> Iterator[Line]:
        if not output:
            return
        lines = output.splitlines()
        hidden = len(lines) - MOST_OUTPUT_LINES
        if hidden > 0:
            more = ngettext("… {number} more line", "… {number} more lines", hidden)
            lines = [*lines[:MOST_OUTPUT_LINES], more]
        yield []
        yield from self._texts(gettext("your program said:"), INDENT)
        room = min(TEXT_WIDTH, self._room(INDENT + 2) or TEXT_WIDTH)
        for line in lines:
            yield [(" " * INDENT + "│ ", "dim"), (columns.clipped(line, room), "")]

    # -------------------------------------------------------------- the end

    def _end(self) -> Iterator[Line]:
        report = self._report
        score = gettext("{score} of {maximum} points", score=report.score, maximum=report.max_score)
        step = story.next_step(report, self._words.paths)
        first, *more = columns.wrapped(f"{score}   {step}".rstrip(), self._room(2))
        begun = first[: len(score)]  # all of it, unless the window is narrower than that
        yield [("  ", ""), (begun, "bold"), (first[len(begun) :], "")]
        yield from ([(f"  {line}", "")] for line in more)
        for text in story.caveats(report):
            yield from self._texts(text, 2, "yellow")
        if self._lesson:
            yield from self._know(self._lesson)
        if any(c.outcome == "failed" and c.id not in self._in_full for c in report.checks):
            told = self._words.more or gettext(
                "--verbose tells every check, and each failure in full"
            )
            yield from self._texts(told, 2, "dim") if not self._verbose else []
        yield from self._texts(story.circumstances(report), 2, "dim")

    def _know(self, lesson: Lesson) -> Iterator[Line]:
        """Yield what the author of a program with full marks knows by now, and what comes next."""
        yield []
        if lesson.known:
            yield from self._texts(gettext("Now you know"), 2, "bold")
            for known in lesson.known:
                first, *more = columns.wrapped(known, self._room(len("    - ")))
                yield [(f"    - {first}", "")]
                yield from ([(f"      {line}", "")] for line in more)
        yield from self._texts(lesson.then, 2)
        if lesson.model:
            yield [(f"  {gettext('The model solution:')} ", ""), (lesson.model, "cyan")]
        yield []


def _waiting(number: int) -> str:
    return ngettext(
        "{number} more check waits for this one", "{number} more checks wait for this one", number
    )


def _last_output(program: ProgramResult) -> str | None:
    """Give what the program printed in the last of its failed checks."""
    said = [check.output for check in program.checks if check.outcome == "failed" and check.output]
    return said[-1] if said else None
