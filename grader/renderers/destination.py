"""Where a report goes that is written to a file: `--report FORMAT=FILE`."""

import contextlib
import importlib.util
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from grader.i18n import gettext
from grader.report import Report, Words

# Each is the name of a module beside this one, which is imported when it is asked for.
FORMATS = ("json", "markdown", "html", "pcapng", "junit", "gradescope", "classroom50")
# What a format needs beside the grader: a module, and the extra of the package that brings it.
NEEDS = {"pcapng": ("scapy", "wireshark")}


class CannotWrite(Exception):
    """A file that cannot be written; the text says why."""


@dataclass(frozen=True)
class Destination:
    """A file that a report is written to, and the format that it is written in."""

    format: str
    path: Path

    @property
    def can_be_replaced(self) -> bool:
        """Whether it is a file, of which only the last report stays, and no pipe or device."""
        return self.path.is_file() or not self.path.exists()

    def write(self, report: Report, words: Words) -> None:
        """Write the whole file or nothing. Raises CannotWrite."""
        rendered = _renderer(self.format)(report, words)
        if isinstance(rendered, str):
            rendered = rendered.encode("utf-8", "backslashreplace")
        with written(self.path) as file:
            file.write(rendered)


def checked(text: str) -> Path:
    """Give the path of a file that can be written, as has been tried. Raises CannotWrite."""
    path = Path(text)
    if path.is_dir():
        raise CannotWrite(gettext("cannot write {path}: it is a folder; name a file", path=path))
    if not path.parent.is_dir():
        raise CannotWrite(
            gettext(
                "cannot write {path}: there is no folder {folder}", path=path, folder=path.parent
            )
        )
    if not path.exists() or path.is_file():
        _try_to_write(_real(path))
    return path


@contextlib.contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that takes the place of this one when the block has ended, or never.

    Raises CannotWrite.
    """
    try:
        if path.is_file() or not path.exists():
            with _replacing(_real(path)) as file:
                yield file
        else:
            with path.open("wb") as file:
                yield file
    except OSError as error:
        raise CannotWrite(
            gettext("cannot write {path}: {reason}", path=path, reason=error.strerror)
        ) from None


def destinations(texts: Iterable[str], graded: Path) -> list[Destination]:
    """Read each `FORMAT=FILE`. Raises CannotWrite, also for two reports in one file.

    What lies in the folder that is `graded` is a stranger's: a report may be written there,
    and nothing that lies there leads it elsewhere.
    """
    found: dict[Path, Destination] = {}
    for text in texts:
        place = destination(text, graded)
        file = _real(place.path)
        if file in found and place.can_be_replaced:
            raise CannotWrite(
                gettext("two reports cannot be one file: {path}; name another one", path=place.path)
            )
        found[file] = place
    return list(found.values())


def destination(text: str, graded: Path) -> Destination:
    """Read `FORMAT=FILE` and make sure that the file can be written. Raises CannotWrite.

    The file is tried before anything is graded, so that no result is lost to a typing error.
    """
    name, equals, file = text.partition("=")
    if name not in FORMATS or not equals or not file:
        raise CannotWrite(
            gettext(
                "--report takes FORMAT=FILE; FORMAT is one of {names}", names=", ".join(FORMATS)
            )
        )
    _check_needs(name)
    path = Path(file)
    if path.is_dir():
        raise CannotWrite(
            gettext("cannot write the report: {path} is a folder; name a file", path=path)
        )
    if _real(path).suffix.lower() == ".py":
        raise CannotWrite(
            gettext(
                "cannot write the report: {path} is a program, which would be lost; name another file",
                path=path,
            )
        )
    if not path.parent.is_dir():
        raise CannotWrite(
            gettext("cannot write the report: there is no folder {folder}", folder=path.parent)
        )
    if wrong := _laid_in_the_way(path.absolute(), _real(graded)):
        raise CannotWrite(
            gettext("cannot write the report: {wrong}, in the folder that is graded", wrong=wrong)
        )
    if not path.exists() or path.is_file():
        _try_to_write(_real(path))
    return Destination(name, path)


def _check_needs(name: str) -> None:
    """Make sure that the format can be written. Raises CannotWrite."""
    module, extra = NEEDS.get(name, ("", ""))
    if module and importlib.util.find_spec(module) is None:
        raise CannotWrite(
            gettext(
                "--report {name} needs {module}; install it: {command}",
                name=name,
                module=module,
                command=f'python -m pip install --editable ".[{extra}]"',
            )
        )


def _laid_in_the_way(path: Path, graded: Path) -> str | None:
    """Say what in the folder that is graded would lead a report elsewhere, or hold it up."""
    for step in (*reversed(path.parents), path):
        if _real(step.parent).is_relative_to(graded):
            if step.is_symlink():
                return gettext("{path} is a symbolic link", path=step)
            if step == path and path.exists() and not path.is_file():
                return gettext("{path} is no regular file", path=step)
    return None


def _real(path: Path) -> Path:
    """Follow all links; unlike Path.resolve() it stands links that lead in a circle."""
    return Path(os.path.realpath(path))


def _renderer(name: str) -> Callable[[Report, Words], str | bytes]:
    render: Callable[[Report, Words], str | bytes]
    render = importlib.import_module(f"grader.renderers.{name}").render
    return render


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path))
    try:
        with open(descriptor, "wb") as file:
            yield file
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _try_to_write(path: Path) -> None:
    try:
        tempfile.NamedTemporaryFile(dir=path.parent, prefix=_prefix(path)).close()
    except OSError as error:
        raise CannotWrite(
            gettext(
                "cannot write the report in {folder}: {reason}",
                folder=path.parent,
                reason=error.strerror,
            )
        ) from None


def _prefix(path: Path) -> str:
    """Give how the name begins of the file that is to take the place of this one."""
    return f".{path.name}."
