"""Reads the traceback that a program died of, and cuts it to the learner's own file."""

import re
from dataclasses import dataclass

HEADING = "Traceback (most recent call last):"
FRAME = re.compile(r'^  File "(?P<file>[^"]*)", line (?P<line>\d{1,9})')
NOT_PYTHON = ("SyntaxError", "IndentationError", "TabError")
EXCEPTION = re.compile(r"^(?P<name>[A-Za-z_][\w.]*)(: (?P<text>.*))?$")


@dataclass(frozen=True)
class Trace:
    """`text` holds only frames of the learner's file; `line` is the last of them."""

    exception: str
    detail: str
    line: int | None
    text: str

    @property
    def is_unfinished(self):
        return self.exception == "NotImplementedError"

    @property
    def is_not_python(self):
        """The file did not even compile."""
        return self.exception in NOT_PYTHON


def last_trace(stderr, folder, name):
    """The last traceback in a program's standard error, or None."""
    shown = stderr.replace(folder.rstrip("/\\") + "/", "").replace(folder, "")
    start = shown.rfind(HEADING)
    lines = shown[start:].splitlines() if start >= 0 else shown.splitlines()
    frames, exception = _split(lines)
    if exception is None:
        exception = _without_a_frame(lines)
    if exception is None:
        return None
    own = [frame for frame in frames if FRAME.match(frame[0])["file"] == name]
    line = int(FRAME.match(own[-1][0])["line"]) if own else None
    match = EXCEPTION.match(exception)
    kept = [line for frame in own for line in frame if not set(line.strip()) <= set("~^")]
    text = "\n".join([*(line[2:] for line in kept), exception])
    return Trace(match["name"], match["text"] or "", line, text)


def _without_a_frame(lines):
    """A file with zero bytes has not one line that Python could show."""
    last = lines[-1] if lines else ""
    return last if last.partition(":")[0] in NOT_PYTHON else None


def _split(lines):
    """The frames (lists of lines) and the line of the exception that ends them."""
    frames, exception = [], None
    for line in lines:
        if FRAME.match(line):
            frames.append([line])
        elif frames and line.startswith("    "):
            frames[-1].append(line)
        elif frames and EXCEPTION.match(line) and not line.startswith(" "):
            exception = line
            break
    return frames, exception
