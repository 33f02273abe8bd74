"""What a watch looks like: a page that fills the window, or one report after the other in a pipe."""

import select
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from grader import output
from grader.course import hints
from grader.i18n import gettext
from grader.renderers import columns, terminal
from grader.renderers.story import Line
from grader.report import Report, Words
from grader.usage import Status
from grader.watching.events import Ended, Events
from grader.watching.window import Window

if TYPE_CHECKING:
    from rich.text import Text

# Between these two a terminal shows nothing (where it knows them), so that nothing flickers.
HOLD, SHOW = "\x1b[?2026h", "\x1b[?2026l"
CLEAR, LAST_ROW = "\x1b[H\x1b[2J", "\x1b[{};1H"
ABOVE_A_FAILURE = 2  # rows, with the path of the program
KEYS = "h v a q"  # where there is no room to say what they do
LEAST = 8  # columns that a text is wrapped to, however narrow the window is


@dataclass(frozen=True)
class View:
    """All that there is to see."""

    report: Report
    words: Words
    notes: Sequence[str] = ()  # what is wrong with the folder, or how changes are heard of
    is_grading: bool = False


class Face(Protocol):
    """The side of a watch that the user sees."""

    def show(self, view: View) -> None:
        """Show this from now on."""

    def finish(self, view: View) -> None:
        """Show this, which is the verdict on the files as they are. Raises CannotPrint."""

    def press(self, key: str) -> None:
        """Take a key that concerns nothing but the page."""

    def redraw(self) -> None:
        """Draw what is shown once more, in a window that may have another size."""


class Printed:
    """Reports as they are printed in a pipe: one after each change, when all is graded."""

    def __init__(self, events: Events) -> None:
        if hasattr(select, "poll"):
            threading.Thread(target=_hear_of_the_end, args=(events,), daemon=True).start()
        self._said: list[str] = []

    def show(self, view: View) -> None:
        for note in view.notes:
            if note not in self._said:
                output.complain(note)
        self._said = list(view.notes)

    def finish(self, view: View) -> None:
        self.show(view)
        output.show(terminal.render(view.report, view.words) + "\n")

    def press(self, key: str) -> None:
        """There are no keys."""

    def redraw(self) -> None:
        """What is printed stays."""


def _hear_of_the_end(events: Events) -> None:
    """Put the end among the events when nobody reads standard output any more."""
    poll = select.poll()
    poll.register(sys.stdout, 0)
    poll.poll()
    events.put(Ended(Status.PASSED))


@dataclass(frozen=True)
class _Row:
    """What stands in a row of a window; a line that is too long for one goes on in the next."""

    text: str  # with the colors
    goes_on: bool


class Screen:
    """A page that fills a window; of one that is longer, the part with the first failure."""

    def __init__(self, window: Window, *, color: bool) -> None:
        from rich.console import Console

        self._window = window
        self._console = Console(
            color_system="auto" if color else None,
            markup=False,
            highlight=False,
            emoji=False,
            width=sys.maxsize,  # rows are cut here; where COLUMNS is 0, rich would show nothing
        )
        self._view: View | None = None
        self._verbose = False
        self._hinted = ""  # the id of the check that the hints are for
        self._hints: list[str] = []
        self._chosen: int | None = None  # the row of the page that is to be shown first; None: ours
        self._top, self._room = 0, 1  # the row that is shown first, and how many there are

    def show(self, view: View) -> None:
        if self._view and self._view.notes != view.notes:
            self._chosen = None
        self._view = view
        failed = next((check.id for check in view.report.checks if check.outcome == "failed"), "")
        if failed != self._hinted and (failed or not view.is_grading):
            self._hinted, self._hints, self._chosen = failed, [], None
        self.redraw()

    def finish(self, view: View) -> None:
        self.show(view)

    def press(self, key: str) -> None:
        steps = {"up": -1, "down": 1, "page up": 1 - self._room, "page down": self._room - 1}
        if key == "v":
            self._verbose, self._chosen = not self._verbose, None
        elif key == "h":
            self._hints.append(self._next_hint())
            self._chosen = sys.maxsize
        elif key in steps:
            self._chosen = self._top + steps[key]
        else:
            return
        self.redraw()

    def _next_hint(self) -> str:
        if not self._hinted:
            return gettext("No check has failed, so there is no hint to give.")
        try:
            return hints.next_hint(self._hinted, Path.cwd())
        except hints.UnknownCheck as error:
            return str(error)

    # -------------------------------------------------------------- drawing

    def redraw(self) -> None:
        if self._view is None:
            return
        width, height = self._window.size()
        lines = list(self._lines(self._view, width))
        rows = [row for line in lines for row in self._rows(line, width)]
        self._room = max(1, height - 1)
        top = self._rows_above_failure(lines, width) if self._chosen is None else self._chosen
        self._top = max(0, min(top, len(rows) - self._room))
        page = rows[self._top : self._top + self._room]
        body = "".join(row.text + ("" if row.goes_on else "\r\n") for row in page[:-1])
        body += "".join(row.text for row in page[-1:])
        foot = self._foot(self._view, width, is_part=len(page) < len(rows))
        foot = self._painted([(columns.clipped(foot, width), "reverse")])
        last = LAST_ROW.format(height) + foot if height > 1 else ""
        self._window.write(HOLD + CLEAR + body + last + SHOW)

    def _lines(self, view: View, width: int) -> Iterator[Line]:
        """Yield the lines of the page, which are wrapped as far as they may be."""
        for note in view.notes:
            yield from self._text(note, width, "yellow")
        more = gettext("v tells every check, and each failure in full")
        words = replace(view.words, more=more)
        yield from terminal.page(view.report, words, width, verbose=self._verbose)
        for hint in self._hints:
            yield []
            for line in hint.splitlines():
                yield from self._text(line, width, "bold") if line else [[]]

    def _text(self, text: str, width: int, style: str) -> Iterator[Line]:
        for line in columns.wrapped(text, max(LEAST, width - 2)):
            yield [("  ", ""), (line, style)]

    def _rows_above_failure(self, lines: Sequence[Line], width: int) -> int:
        """Count the rows above the first failure; none where there is another thing to see first."""
        found = [n for n, line in enumerate(lines) if terminal.MARKS["failed"] in line]
        if not found or (self._view and self._view.notes):
            return 0
        above = lines[: max(0, found[0] - ABOVE_A_FAILURE)]
        return sum(1 for line in above for _ in self._rows(line, width))

    def _rows(self, line: Line, width: int) -> Iterator[_Row]:
        """Yield the rows that a line takes, since a command is longer than it should be."""
        from rich.cells import chop_cells
        from rich.text import Text

        text = Text.assemble(*((self._window.shown(piece), style) for piece, style in line))
        parts = chop_cells(text.plain, width)
        ends = [sum(map(len, parts[:number])) for number in range(1, len(parts))]
        rows = text.divide(ends) if ends else [text]
        for number, row in enumerate(rows, start=1):
            yield _Row(self._painted_text(row), goes_on=number < len(rows))

    def _painted(self, line: Line) -> str:
        from rich.text import Text

        return self._painted_text(Text.assemble(*line))

    def _painted_text(self, text: "Text") -> str:
        with self._console.capture() as captured:
            self._console.print(text, soft_wrap=True, end="")
        return captured.get()

    def _foot(self, view: View, width: int, is_part: bool) -> str:
        """Give the last row: how things stand, where there is room, and the keys."""
        keys = gettext("h next hint · v verbose · a all again · q quit")
        report = view.report
        state = gettext("{score} of {maximum} points", score=report.score, maximum=report.max_score)
        if view.is_grading:
            state = gettext("Grading …")
        more = gettext("↑ ↓ more") if is_part else ""
        short = gettext("h hint · v verbose · a all · q quit")
        for parts in ([state, keys, more], [state, keys], [keys, more], [keys], [short]):
            line = self._window.shown("   ".join(filter(None, parts)))
            if columns.width(line) < width:
                return f" {line}"
        return KEYS
