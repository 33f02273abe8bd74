"""What is shown as it happens: steps with their times, what a program prints, what we say."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from grader import output
from grader.renderers import columns, story
from grader.renderers.story import Line
from grader.report import Event, split_step
from grader.text import clipped, printable

if TYPE_CHECKING:
    from rich.console import Console

TIME = 10  # columns, of a step's time
GAP = "  "
WIDEST, NARROWEST = 1000, 20  # columns of what stands beside it
LONGEST_LINE = 300  # characters of a line that a program prints
MARGIN = "│ "


class Screen:
    """Prints line by line, to a person or into a pipe. Raises CannotPrint, and NobodyReads.

    The latter not if it `may_be_left`: then what happens matters, whether somebody looks or not.
    """

    def __init__(self, *, may_be_left: bool = False) -> None:
        self._may_be_left = may_be_left
        self._rest = {"stdout": b"", "stderr": b""}  # lines that are not whole yet
        self._console = _console() if sys.stdout.isatty() else None

    @property
    def width(self) -> int | None:
        """The columns of the terminal, as far as we use them; None in a pipe."""
        return columns.of_terminal() - 1 if self._console else None

    def say(self, text: str) -> None:
        """Print a line of our own; what is indented is there to be copied, and never broken."""
        self._end_lines()
        text = printable(text)
        is_broken = self.width is not None and not text.startswith(" ")
        for line in columns.wrapped(text, self.width) if is_broken and text else [text]:
            self._print([(line, "")])

    def show(self, lines: Iterable[Line]) -> None:
        """Print lines that are laid out already."""
        self._end_lines()
        for line in lines:
            self._print(line)

    def step(self, text: str, event: Event | None = None) -> None:
        """Print a step, with its time before it."""
        self._end_lines()
        step = split_step(text)
        style = "yellow" if event and event["fault"] else ""
        first, *more = columns.wrapped(step.words, self._room()) or [""]
        self._print([(f"{step.time:>{TIME}}{GAP}", "dim"), (first, style)])
        for line in more:
            self._print([(f"{'':{TIME}}{GAP}", ""), (line, style)])

    def note(self, text: str) -> None:
        """Print what belongs to the step before it."""
        self.step(printable(text))

    def printed(self, stream: str, data: bytes) -> None:
        """Print what a program has printed, as soon as a line of it is whole."""
        *lines, rest = (self._rest[stream] + data).split(b"\n")
        for line in lines:
            self._line(line)
        self._rest[stream] = rest

    def _end_lines(self) -> None:
        for stream, rest in self._rest.items():
            if rest:
                self._rest[stream] = b""
                self._line(rest)

    def _line(self, line: bytes) -> None:
        text = line[: 4 * LONGEST_LINE].decode("utf-8", "replace").removesuffix("\r")
        shown = clipped(printable(text.expandtabs(4)), LONGEST_LINE)
        for part in columns.pieces(shown, self._room() - len(MARGIN)):
            self._print([(f"{'':{TIME}}{GAP}{MARGIN}", "dim"), (part, "")])

    def _room(self) -> int:
        """Give the columns beside the time; in a pipe nothing is broken."""
        return WIDEST if self.width is None else max(NARROWEST, self.width - TIME - len(GAP))

    def _print(self, line: Line) -> None:
        if self._console is None:
            self._tell(story.plain(line))
            return
        from rich.text import Text

        with self._console.capture() as captured:
            self._console.print(Text.assemble(*line))
        self._tell(captured.get().removesuffix("\n"))

    def _tell(self, text: str) -> None:
        try:
            output.tell(text)
        except output.NobodyReads:
            if not self._may_be_left:
                raise


def _console() -> "Console":
    from rich.console import Console

    return Console(
        color_system="auto" if output.has_colors() else None,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
        width=WIDEST,  # it breaks nothing; but where COLUMNS is 0, rich would show nothing
    )
