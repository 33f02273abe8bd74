"""Reports as text. Each renderer is a pure function: `render(report) -> str`."""

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from grader.renderers import classroom50, gradescope, json, junit, markdown, terminal

__all__ = ["FORMATS", "CannotWrite", "Destination", "destination", "terminal"]

FORMATS = {
    "json": json.render,
    "markdown": markdown.render,
    "junit": junit.render,
    "gradescope": gradescope.render,
    "classroom50": classroom50.render,
}


class CannotWrite(Exception):
    """A report has nowhere to go; the text says why."""


@dataclass(frozen=True)
class Destination:
    """A format and the file that it is written to."""

    format: str
    path: Path

    def write(self, report):
        """Write the whole file or nothing. Raises CannotWrite."""
        text = FORMATS[self.format](report)
        try:
            if self.path.exists() and not self.path.is_file():
                self.path.write_text(text, encoding="utf-8")  # a pipe or a device
            else:
                _replace(self.path.resolve(), text)
        except OSError as error:
            raise CannotWrite(f"cannot write {self.path}: {error.strerror}") from None


def _replace(path, text):
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _umask():
    current = os.umask(0)
    os.umask(current)
    return current


def destination(text):
    """`FORMAT=FILE` as a Destination that can be written. Raises CannotWrite.

    Tried before anything is graded, so that no result is lost to a typing error.
    """
    name, equals, file = text.partition("=")
    if name not in FORMATS or not equals or not file:
        raise CannotWrite(f"--report takes FORMAT=FILE; FORMAT is one of {', '.join(FORMATS)}")
    path = Path(file)
    if path.is_dir():
        raise CannotWrite(f"cannot write the report: {path} is a folder; name a file")
    if not path.parent.is_dir():
        raise CannotWrite(f"cannot write the report: there is no folder {path.parent}")
    if not path.exists() or path.is_file():
        _try_to_write_in(path.resolve().parent)
    return Destination(name, path)


def _try_to_write_in(folder):
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise CannotWrite(f"cannot write the report in {folder}: {error.strerror}") from None
