"""Reads a learner's files: only the five named ones of each unit, and only safely.

A submission is a stranger's folder. No symbolic link is followed below it, only
regular files of a modest size are read, and nothing in it is ever imported here.
"""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import layout
from grader.course.layout import Target

LARGEST_PROGRAM = 1 << 20  # bytes
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class BadSubmission(ValueError):
    """A folder that cannot be graded as a whole; the text says what to do."""


@dataclass(frozen=True)
class Source:
    """One file of a submission: its bytes, or the reason why they cannot be taken."""

    data: bytes | None = None
    problem: str | None = None  # None and no data: the file is missing


def default(here: Path) -> Path:
    """Give the submission where none is named: the `assignments` of the course around `here`.

    Where no folder from `here` upwards has one, it is the one that `here` should have.
    """
    name = layout.ASSIGNMENTS.name
    if not any((here / name / unit).is_dir() for unit in layout.units()):
        for folder in here.absolute().parents:
            if any((folder / name / unit).is_dir() for unit in layout.units()):
                return folder / name
    return Path(name)


def find(folder: Path, units: Sequence[str]) -> Path:
    """Find the folder that holds the units: `folder` itself or its `assignments`.

    Raises BadSubmission where none of the units is there.
    """
    root = folder
    if not root.exists():
        raise BadSubmission(f"there is no folder {root}; name the one that holds your units")
    if not root.is_dir():
        raise BadSubmission(f"{root} is a file; name the folder that holds your units")
    wanted = list(dict.fromkeys(units))
    for candidate in (root, root / "assignments"):
        if any(_is_folder(candidate / unit) for unit in wanted):
            return candidate
    if root.name in layout.units():
        raise BadSubmission(f"{root} is a unit; name the folder above it: {root.parent}")
    raise BadSubmission(f"there is no {' or '.join(wanted)} in {root} or {root / 'assignments'}")


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def read(root: Path, target: Target) -> Source:
    """Read one target's file. Raises nothing: what is wrong with it is the `Source.problem`."""
    name = f"{target.program}.py"
    try:
        unit = os.open(root / target.unit, os.O_RDONLY | NO_FOLLOW)
    except OSError:
        return _read_by_path(root / target.unit / name)
    try:
        return _read_at(name, unit)
    finally:
        os.close(unit)


def _read_at(name: str, folder: int) -> Source:
    """Read a file relative to its open folder, so that the folder cannot be exchanged meanwhile."""
    try:
        info = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except OSError:
        return Source()
    problem = _problem(name, info)
    if problem:
        return Source(problem=problem)
    try:
        descriptor = os.open(name, os.O_RDONLY | NO_FOLLOW, dir_fd=folder)
    except OSError as error:
        return Source(problem=f"{name} cannot be read: {error.strerror}.")
    return _read_open(name, descriptor)


def _read_by_path(path: Path) -> Source:
    """Read a file where its folder cannot be opened: on Windows, or because it is not there."""
    if os.name != "nt":
        return Source()
    try:
        problem = _problem(path.name, path.lstat())
        if problem:
            return Source(problem=problem)
        return _read_open(path.name, os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)))
    except OSError:
        return Source()


def _read_open(name: str, descriptor: int) -> Source:
    with open(descriptor, "rb") as file:
        problem = _problem(name, os.fstat(descriptor))
        data = b"" if problem else file.read(LARGEST_PROGRAM + 1)
    if len(data) > LARGEST_PROGRAM:
        problem = _too_large(name)
    return Source(problem=problem) if problem else Source(data)


def _problem(name: str, info: os.stat_result) -> str | None:
    if stat.S_ISDIR(info.st_mode):
        return f"{name} is a folder. It has to be a Python file."
    if stat.S_ISLNK(info.st_mode):
        return f"{name} is a symbolic link. Hand in the file itself."
    if not stat.S_ISREG(info.st_mode):
        return f"{name} is not a regular file. It has to be a Python file."
    return _too_large(name) if info.st_size > LARGEST_PROGRAM else None


def _too_large(name: str) -> str:
    return f"{name} is larger than {LARGEST_PROGRAM >> 20} MiB. A program is a small text file."
