"""What is shown as it happens: steps with their times, what a program prints, what we say."""

import shutil
import sys

from grader import output
from grader.renderers import columns
from grader.report import Event, split_step
from grader.text import clipped, printable

TIME = 10  # columns, of a step's time
WIDEST, NARROWEST = 1000, 20  # columns of what stands beside it
LONGEST_LINE = 300  # characters of a line that a program prints
MARGIN = "│ "


class Screen:
    """Prints line by line, to a person or into a pipe. Raises NobodyReads and CannotPrint."""

    def __init__(self) -> None:
        self._rest = {"stdout": b"", "stderr": b""}  # lines that are not whole yet

    def say(self, text: str) -> None:
        """Print a line of our own."""
        self._end_lines()
        output.tell(printable(text))

    def step(self, text: str, event: Event | None = None) -> None:
        """Print a step, with its time before it."""
        self._end_lines()
        step = split_step(text)
        first, *more = columns.wrapped(step.words, _room()) or [""]
        output.tell(f"{step.time:>{TIME}}  {first}")
        for line in more:
            output.tell(f"{'':{TIME}}  {line}")

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
        for part in columns.wrapped(shown, _room() - len(MARGIN)) or [""]:
            output.tell(f"{'':{TIME}}  {MARGIN}{part}")


def _room() -> int:
    """Give the columns beside the time; in a pipe nothing is broken."""
    if not sys.stdout.isatty():
        return WIDEST
    return max(NARROWEST, shutil.get_terminal_size().columns - TIME - 3)
