"""The report for a person at a terminal: the score first, then what to look at.

Everything that came from a program has passed `grader.text.printable` and is
kept apart from the grader's own voice by a margin. A line is a list of pieces,
each with its style, so that the same page is plain text in a pipe and is painted
on a terminal. What may be copied (a command, a value) is never broken here.
"""

from collections.abc import Iterator
from typing import TextIO

from grader.renderers import columns, story
from grader.renderers.story import TEXT_WIDTH
from grader.report import CheckResult, Lesson, Outcome, ProgramResult, Report, UnitResult, Words
from grader.text import counted

BAR = 20  # columns
NAMES, TITLES = 12, 72  # columns, where nothing needs more
POINTS = len("20/20")
INDENT = len("    ✓ ")
STORY = 7  # columns before a story, and before what follows it
MOST_OUTPUT_LINES = 12

MARKS: dict[Outcome, tuple[str, str]] = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "not_run": ("–", "dim"),
    "not_started": ("–", "dim"),
    "error": ("!", "yellow"),
}

Line = list[tuple[str, str]]  # pieces of text, each with a style of rich's or ""


def render(report: Report, words: Words) -> str:
    """Give the whole report as plain text, as wide as it needs to be."""
    return "\n".join(_plain(line) for line in _Page(report, words, None).lines())


def paint(report: Report, words: Words, stream: TextIO, *, color: bool) -> None:
    """Write the report to a terminal, fitted to its width."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream,
        color_system="auto" if color else None,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
    )
    for line in _Page(report, words, console.width).lines():
        console.print(Text.assemble(*line))


def _plain(line: Line) -> str:
    return "".join(text for text, _ in line)


class _Page:
    """The report laid out for a terminal of some width; None makes it as wide as it needs to be."""

    def __init__(self, report: Report, words: Words, width: int | None) -> None:
        self._report = report
        self._lesson = words.lesson(report)
        self._not_graded = report.not_graded
        self._width = width
        self._names = max([NAMES, *(columns.width(p.name) for p in report.programs)])
        titles = max([TITLES, *(columns.width(c.title) for c in report.checks)])
        self._titles = titles if width is None else min(titles, width - INDENT - 1 - POINTS)

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the page; none of them is a command to GitHub's log."""
        for line in self._all():
            # GitHub takes a line for a command if it begins with two colons, after any blanks
            text = _plain(line)
            is_command = text.lstrip().startswith("::")
            yield [(text.replace("::", "│ ::", 1), "")] if is_command else line

    def _all(self) -> Iterator[Line]:
        for unit in self._report.units:
            yield from self._unit(unit)
        yield []
        yield from self._end()

    def _unit(self, unit: UnitResult) -> Iterator[Line]:
        yield []
        yield [(f"{unit.name}  {unit.title}", "bold")]
        yield []
        for program in unit.programs:
            yield self._head(program)
            if program not in self._not_graded and program.status in ("failed", "error"):
                yield []
                yield from self._program(program)
                yield []

    def _room(self, margin: int, most: int | None = None) -> int | None:
        """Give the columns that are left beside a margin, or at most so many."""
        left = None if self._width is None else max(20, self._width - margin)
        return min(filter(None, (left, most)), default=None)

    # -------------------------------------------------------------- a program

    def _head(self, program: ProgramResult) -> Line:
        filled = round(BAR * program.score / program.max_score) if program.max_score else 0
        if program.score < program.max_score:
            filled = min(filled, BAR - 1)
        color = "green" if program.status == "passed" else "yellow" if program.score else "dim"
        note = story.status(program)
        if program in self._not_graded:
            note = story.NOT_REACHED
        points = f"{program.score:>3}/{program.max_score:<2}"
        line = [(f"  {columns.padded(program.name, self._names)} {points}  ", "")]
        line += [("█" * filled, color), ("░" * (BAR - filled), "dim")]
        return [*line, (f"  {note}", "")] if note else line

    def _program(self, program: ProgramResult) -> Iterator[Line]:
        first, *others = program.checks
        if others and all(check.blocked_by == first.id for check in others):
            yield from self._check(first, program)
            hidden = counted(len(others), "other check")
            yield [(f"    – {hidden} could not be run", "dim")]
            yield from self._output(first.output)
            return
        told = None
        for check in program.checks:
            # where the grader broke down, it says so once and not for each check
            repeated = check.outcome == "error" and check.message == told
            yield from self._title(check) if repeated else self._check(check, program)
            told = check.message
        yield from self._output(_last_output(program))

    # -------------------------------------------------------------- a check

    def _check(self, check: CheckResult, program: ProgramResult) -> Iterator[Line]:
        if check.blocked_by or check.outcome == "not_started":
            yield from self._because(check, program)
            return
        yield from self._title(check)
        if check.outcome != "passed":
            yield from self._story(check)
            yield []

    def _title(self, check: CheckResult) -> Iterator[Line]:
        """Yield the title with its points in their column; a long one goes on below."""
        mark, color = MARKS[check.outcome]
        points = "not graded" if check.outcome == "error" else f"{check.points}/{check.max_points}"
        room = self._titles + POINTS - max(POINTS, len(points))
        first, *more = columns.wrapped(check.title, room) or [""]
        head = f" {columns.padded(first, room)} {points}"
        yield [("    ", ""), (mark, color), (head, "")]
        yield from ([(" " * INDENT + line, "")] for line in more)

    def _because(self, check: CheckResult, program: ProgramResult) -> Iterator[Line]:
        """Yield the title of a check that was not run, and what kept it from that."""
        titles = {other.id: other.title for other in program.checks}
        because = "not started" if check.outcome == "not_started" else "not run"
        if check.blocked_by:
            because += f": needs “{titles.get(check.blocked_by, '')}”"
        text = f"{check.title}   {because}"
        first, *more = columns.wrapped(text, self._room(INDENT))
        yield [(f"    {MARKS[check.outcome][0]} {first}", "dim")]
        yield from ([(" " * INDENT + line, "dim")] for line in more)

    def _story(self, check: CheckResult) -> Iterator[Line]:
        margin = STORY + story.MARGIN + story.LABEL
        for line in story.lines(check, self._room(margin, TEXT_WIDTH) or TEXT_WIDTH):
            style = "red" if line.strip() == "^" else ""
            yield [(" " * STORY, ""), (line, style)]
        if story.hints_help(check) and check.outcome != "error":
            label = " " * (STORY + story.MARGIN) + f"{'more':<{story.LABEL}}"
            yield [(label, ""), (f"python -m grader hint {check.id}", "cyan")]

    def _output(self, output: str | None) -> Iterator[Line]:
        if not output:
            return
        lines = output.splitlines()
        hidden = len(lines) - MOST_OUTPUT_LINES
        if hidden > 0:
            lines = [*lines[:MOST_OUTPUT_LINES], f"… {counted(hidden, 'more line')}"]
        yield []
        yield [("      your program said:", "")]
        room = self._room(len("        │ "), TEXT_WIDTH) or TEXT_WIDTH
        yield from ([(f"        │ {columns.clipped(line, room)}", "")] for line in lines)

    # -------------------------------------------------------------- the end

    def _end(self) -> Iterator[Line]:
        report = self._report
        score = f"{report.score} of {report.max_score} points"
        first, *more = columns.wrapped(
            f"{score}   {story.next_step(report)}".rstrip(), self._room(2)
        )
        yield [("  ", ""), (score, "bold"), (first.removeprefix(score), "")]
        yield from ([(f"  {line}", "")] for line in more)
        for text in story.caveats(report):
            yield from ([(f"  {line}", "yellow")] for line in self._wrapped(text))
        if self._lesson:
            yield from self._know(self._lesson)
        yield from ([(f"  {line}", "dim")] for line in self._wrapped(story.circumstances(report)))

    def _know(self, lesson: Lesson) -> Iterator[Line]:
        """Yield what the author of a program with full marks knows by now, and what comes next."""
        yield []
        if lesson.known:
            yield [("  Now you know", "bold")]
            for known in lesson.known:
                first, *more = columns.wrapped(known, self._room(len("    - ")))
                yield [(f"    - {first}", "")]
                yield from ([(f"      {line}", "")] for line in more)
        yield from ([(f"  {line}", "")] for line in self._wrapped(lesson.then))
        if lesson.model:
            yield [("  The model solution: ", ""), (lesson.model, "cyan")]
        yield []

    def _wrapped(self, text: str) -> list[str]:
        return columns.wrapped(text, self._room(2))


def _last_output(program: ProgramResult) -> str | None:
    """Give what the program printed in the last of its failed checks."""
    said = [check.output for check in program.checks if check.outcome == "failed" and check.output]
    return said[-1] if said else None
