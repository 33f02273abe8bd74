"""Reads the traceback that a program died of, and cuts it to the learner's own files."""

import os
import re
from dataclasses import dataclass

from grader.i18n import gettext

TRACEBACK = "Traceback (most recent call last):"
OF_A_GROUP = "Exception Group " + TRACEBACK
DRAWN = re.compile(r"^ +[|+] ", re.MULTILINE)  # beside the traceback of each exception in a group
FRAME = re.compile(r'^  File "(?P<file>[^"]*)", line (?P<line>\d{1,9})')
LONGEST_NAME, LONGEST_DETAIL, LONGEST_STATEMENT = 160, 500, 500  # characters
LONGEST_TRACEBACK = 1 << 16  # characters of standard error, its end, in which one is looked for
NOT_PYTHON = ("SyntaxError", "IndentationError", "TabError")
EXCEPTION = re.compile(r"^(?P<name>[A-Za-z_][\w.]*)(: (?P<text>.*))?$")


@dataclass(frozen=True)
class Trace:
    """A traceback: `text` has the frames of the learner's files only.

    `line` is where the program's own file stood, and `outer` the line of it from which all began:
    that of the module, where an import has ended. The last frame may be in another `file` of the
    learner's: `place` names it with its line, if there is one, and `statement` is what stands
    there. `inside` is the file of the very last frame, which may be one of Python's.
    """

    exception: str
    detail: str
    line: int | None
    text: str
    outer: int | None = None
    statement: str = ""
    file: str = ""
    place: str = ""
    inside: str = ""

    @property
    def is_unfinished(self) -> bool:
        """Whether the program ended by NotImplementedError, the exception of an untouched stub."""
        return self.exception == "NotImplementedError"

    @property
    def is_not_python(self) -> bool:
        """Whether the file did not even compile."""
        return self.exception in NOT_PYTHON


@dataclass
class Frame:
    """One frame of a traceback: its file, its line's number, and its lines of text."""

    file: str
    line: int
    lines: list[str]


def last_trace(stderr: str, folder: str, name: str) -> Trace | None:
    """Find the last traceback in a program's standard error, or None.

    `folder` and `name` are those of the program. The frames of files in its folder alone
    are kept, by their paths in there.
    """
    end = stderr[-LONGEST_TRACEBACK:]
    if OF_A_GROUP in end:  # the last exception in it is what went wrong
        end = DRAWN.sub("", end)
    shown = end.replace(folder.rstrip("/\\") + "/", "").replace(folder, "…")
    start = shown.rfind(TRACEBACK)
    lines = shown[start:].splitlines() if start >= 0 else shown.splitlines()
    frames, exception = _split(lines)
    exception = exception or _without_a_frame(lines)
    match = EXCEPTION.match(exception) if exception else None
    if not match:
        return None
    own = [frame for frame in frames if not (os.path.isabs(frame.file) or frame.file[:1] == "<")]
    in_program = [frame.line for frame in own if frame.file == name]
    kept = [line for frame in own for line in frame.lines if not set(line.strip()) <= set("~^")]
    return Trace(
        exception=match["name"][:LONGEST_NAME],
        detail=(match["text"] or "")[:LONGEST_DETAIL],
        line=in_program[-1] or None if in_program else None,
        outer=in_program[0] or None if in_program else None,
        text="\n".join([*(line[2:] for line in kept), match[0]]),
        statement=_statement(own[-1]) if own else "",
        file=own[-1].file if own else "",
        place=_place(own[-1]) if own else "",
        inside=frames[-1].file if frames else "",
    )


def _place(frame: Frame) -> str:
    if not frame.line:  # where the file as a whole is wrong
        return ""
    return gettext("{file}, line {line}", file=frame.file, line=frame.line)


def _statement(frame: Frame) -> str:
    """Give the source of a frame's line, or of its lines, without the marks below it."""
    _, *lines = frame.lines
    source = (line.strip() for line in lines if not set(line.strip()) <= set("~^"))
    return " ".join(source)[:LONGEST_STATEMENT]


def _without_a_frame(lines: list[str]) -> str | None:
    """Find the text of a SyntaxError that has no line to show, as for a file with zero bytes."""
    last = lines[-1] if lines else ""
    return last if last.partition(":")[0] in NOT_PYTHON else None


def _split(lines: list[str]) -> tuple[list[Frame], str | None]:
    """Give the frames, and the line that names the exception, or None if there is none."""
    frames: list[Frame] = []
    for line in lines:
        if match := FRAME.match(line):
            frames.append(Frame(match["file"], int(match["line"]), [line]))
        elif frames and line.startswith("    "):
            frames[-1].lines.append(line)
        elif frames and EXCEPTION.match(line) and not line.startswith(" "):
            return frames, line
    return frames, None
