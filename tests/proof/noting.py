"""Notes which lines of the grader follow on which, whatever process they run in.

`covered.py` puts this file into an environment of its own, where every interpreter begins with
`begin`. coverage.py's own tracers keep what they have seen in the memory of their process, and
write it down at its end. But the processes that matter most here have no such end: a learner's
program is forked, may open no file from then on, and is killed. So each arc, a line and the
one that follows it, is a byte in a table that all processes share, and is there as soon as the
arc was taken. The table is mapped before anything is confined, and a fork keeps it.

A file's part of the table has a row for each line that is left, the first one for what enters
a function, and a column for each line that is reached, and then for each line in which a
function begins that is left for good.
"""

import mmap
import opcode
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

TABLE, FILES = "table", "files"  # beside this file: the arcs, and whose they are
ATTEMPTS = "attempts.py"  # the doctor has a copy of this one run as a learner's program
PACKAGE = f"{os.sep}grader{os.sep}"  # tests run copies of it, too, with other courses
RESUME = opcode.opmap["RESUME"]
# Where a function yields, f_lasti is that step, and in 3.13 alone already the one behind it.
TO_RESUME = 0 if sys.version_info[:2] == (3, 13) else 2
# A function may come to its last line by returning from it, as coverage.py has found.
TELLS_LINES_LATE = sys.version_info >= (3, 14)
ENTERED = -1  # the line from which a function is entered, as coverage.py counts
Arc = tuple[int, int]  # as coverage.py has them: out of a function it is minus its first line


class Part:
    """What belongs to one file in the table."""

    def __init__(self, start: int, lines: int) -> None:
        self.start, self.lines = start, lines
        self.width = 2 * lines + 1
        self.end = start + (lines + 1) * self.width

    def arcs(self, table: mmap.mmap) -> Iterator[Arc]:
        """Yield the arcs that were taken."""
        place = table.find(b"\1", self.start, self.end)
        while place >= 0:
            left, reached = divmod(place - self.start, self.width)
            yield left or ENTERED, reached if reached <= self.lines else self.lines - reached
            place = table.find(b"\1", place + 1, self.end)


def prepare(folder: Path, files: Iterable[Path]) -> None:
    """Make the table for these files, with no arcs in it."""
    lines = [f"{len(file.read_bytes().splitlines()) + 1} {file}" for file in files]
    (folder / FILES).write_text("\n".join(lines))
    with open(folder / TABLE, "wb") as table:
        table.truncate(max(part.end for part in _parts(folder).values()))


def noted(folder: Path) -> dict[str, list[Arc]]:
    """Give the arcs of each file that were taken since the table was made."""
    with _mapped(folder) as table:
        return {path: list(part.arcs(table)) for path, part in _parts(folder).items()}


def _parts(folder: Path) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    end = 0
    for line in (folder / FILES).read_text().splitlines():
        lines, _, path = line.partition(" ")
        parts[path] = Part(end, int(lines))
        end = parts[path].end
    return parts


def _mapped(folder: Path) -> mmap.mmap:
    with open(folder / TABLE, "r+b") as table:
        return mmap.mmap(table.fileno(), 0)


def begin() -> None:
    """Note all arcs from now on, in this process and its forks."""
    try:
        trace = tracer(Path(__file__).parent)
    except OSError:
        return  # an interpreter that was started by a confined program: the grader is not there
    threading.settrace(trace)
    sys.settrace(trace)


def pytest_runtest_logstart() -> None:
    """Go on with each test (`-p noting`): Python stops to trace where calls are nested too deeply."""
    sys.settrace(threading.gettrace())


def _part_of_the_same(name: str, parts: dict[str, Part]) -> Part | None:
    """Find the part of the file of which this one is a copy, if it is."""
    is_confined = os.path.basename(name) == ATTEMPTS  # so that it may read neither
    if not is_confined and PACKAGE not in name:
        return None
    end = os.sep + ATTEMPTS if is_confined else PACKAGE + name.rpartition(PACKAGE)[2]
    for path, part in parts.items():
        if path.endswith(end) and (is_confined or _read(path) == _read(name)):
            return part
    return None


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return path.encode()  # a file that only itself is the same as


def tracer(folder: Path) -> Any:
    """Make a trace function (see sys.settrace) that notes the arcs of the files with a part."""
    table, parts = _mapped(folder), _parts(folder)
    found: dict[str, Part | None] = dict(parts)
    # by the code's id, which stays its own as long as the code is kept here as well
    steps_of: dict[int, tuple[object, bytes]] = {}

    def enter(frame: FrameType, event: str, argument: object) -> Any:
        code = frame.f_code
        name = code.co_filename
        try:
            part = found[name]
        except KeyError:
            part = found[name] = _part_of_the_same(name, parts)
        if part is None:
            return None
        try:
            _, steps = steps_of[id(code)]
        except KeyError:
            _, steps = steps_of[id(code)] = code, code.co_code
        start, width = part.start, part.width
        is_resumed = steps[frame.f_lasti + 1] != 0  # the argument of RESUME tells
        last = start + width * (frame.f_lineno if is_resumed else 0)
        way_out = part.lines + code.co_firstlineno

        def follow(frame: FrameType, event: str, argument: object) -> Any:
            nonlocal last
            if event == "line":
                line = frame.f_lineno
                table[last + line] = 1
                last = start + width * line
            elif event == "return":
                after = frame.f_lasti + TO_RESUME
                if after < len(steps) and steps[after] == RESUME:
                    return follow  # it only yields
                line = frame.f_lineno or 0
                if TELLS_LINES_LATE and line and last != start + width * line:
                    table[last + line] = 1
                    last = start + width * line
                table[last + way_out] = 1
            return follow

        return follow

    return enter
