"""Standard output and standard error, also where they are closed, full, or know no UTF-8."""

import codecs
import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from grader.i18n import gettext
from grader.usage import WrongUse

# What stands for our own signs where an encoding lacks them.
ASCII = dict(zip("✓✗█░│–·“”’", '+x#.|--""\'', strict=True)) | {"…": "..."}

# What terminals of Unix call themselves that can do no more than print.
DUMB = ("", "dumb", "unknown")


class CannotPrint(WrongUse):
    """Standard output takes no more; the text is one line that says why."""


def prepare() -> None:
    """Make the standard streams fit to be written to, whatever the caller has done to them.

    A closed one would be None, and its number would be given to the next file that
    is opened, which then gets what is printed. A terminal or log that knows no UTF-8
    shows other signs, or escapes.
    """
    for number in (0, 1, 2):
        _fill(number)
    sys.stdout = _ready(sys.stdout, 1)
    sys.stderr = _ready(sys.stderr, 2)


def _fill(number: int) -> None:
    """Open the null device as this descriptor if it is closed; all below it have to be open."""
    try:
        os.fstat(number)
    except OSError:
        os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _ready(stream: TextIO | None, number: int) -> TextIO:
    if stream is None:
        return open(number, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors=_instead.__name__)
    return stream


def _instead(error: UnicodeError) -> tuple[str | bytes, int]:
    """Give signs of ASCII for those of ours that an encoding lacks, and escapes for all others."""
    if isinstance(error, UnicodeEncodeError):
        lacking = error.object[error.start : error.end]
        if sign := ASCII.get(lacking[0]):
            return sign, error.start + 1
    return codecs.backslashreplace_errors(error)


codecs.register_error(_instead.__name__, _instead)


def can_print(text: str) -> bool:
    """Tell whether standard output has all the characters of a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def is_dumb() -> bool:
    """Tell whether a terminal can do no more than print: its name says so, or it has none."""
    return sys.platform != "win32" and os.environ.get("TERM", "") in DUMB


def has_colors() -> bool:
    """Tell whether a terminal shows colors, and its user wants them."""
    return not (os.environ.get("NO_COLOR") or is_dumb())


def show(text: str) -> None:
    """Print the text to standard output at once. Raises CannotPrint."""
    with standard_output() as stream:
        print(text, file=stream)


class NobodyReads(Exception):
    """Whoever read standard output has gone away, as in `| head`, and wants no more."""


def tell(text: str) -> None:
    """Print one line of many, at once. Raises NobodyReads and CannotPrint."""
    with _standard_output() as stream:
        print(text, file=stream)


@contextlib.contextmanager
def standard_output() -> Iterator[TextIO]:
    """Yield standard output, and see that all that was written has arrived. Raises CannotPrint.

    That a reader has gone away is no error.
    """
    with contextlib.suppress(NobodyReads), _standard_output() as stream:
        yield stream


@contextlib.contextmanager
def _standard_output() -> Iterator[TextIO]:
    stream = sys.stdout
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        _mute(stream)
        raise NobodyReads from None
    except OSError as error:
        _mute(stream)
        raise CannotPrint(
            gettext("cannot write standard output: {reason}", reason=error.strerror)
        ) from None


def complain(text: str) -> None:
    """Print one line of the grader's own to standard error, where that is possible."""
    try:
        print(f"grader: {text}", file=sys.stderr, flush=True)
    except OSError:
        _mute(sys.stderr)


def _mute(stream: TextIO) -> None:
    """Throw away what is still in the stream's buffer, so that Python ends without an error."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
