"""Reads a learner's files: the five programs of each unit, and what lies beside them.

A submission is a stranger's folder. No symbolic link is followed below it, only regular
files of a modest size are read, and nothing in it is ever imported here. All of it is
read at once, from one opened folder; whoever grades has plain data.
"""

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import layout
from grader.submissions import neighbours, places
from grader.submissions.tree import Folder, TooLarge

LARGEST_PROGRAM = 1 << 20  # bytes
MOST_FILES, MOST_BYTES = 64, 1 << 20  # of a unit, with its programs
LEFT_OUT = {"__pycache__", "venv", "env", "node_modules"}  # and all that begins with a dot
SIGN_OF_A_VENV = "pyvenv.cfg"
# A learner's folder has less; what is beyond was not written by hand.
MOST_LOOKED_AT, DEEPEST, LONGEST_PATH = 20_000, 16, 1000


@dataclass(frozen=True)
class Work:
    """What a learner has handed in for one unit."""

    files: Mapping[str, bytes]  # a path in the unit's folder → what the file holds
    problems: Mapping[str, str]  # a program → why its file cannot be taken
    neighbours: Mapping[str, str]  # a program that is missing → what lies there in its place
    behind: Sequence[str]  # the files that do not come along, each with the reason


@dataclass(frozen=True)
class Submission:
    """The files of some units, and where they lay."""

    folder: Path  # as it was named
    root: Path  # the folder in it that the units lie in
    note: str | None  # what is unusual about the place
    units: Mapping[str, Work]


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


def read(folder: Path, units: Sequence[str]) -> Submission:
    """Read the files of these units. Raises BadSubmission where none of them is there."""
    wanted = list(dict.fromkeys(units))
    with contextlib.ExitStack() as held:
        place = places.find(folder, wanted, held)
        work = {unit: _work(unit, place.units.get(unit)) for unit in wanted}
    return Submission(folder, place.path, place.note, work)


def _work(unit: str, folder: Folder | None) -> Work:
    if folder is None:
        return Work({}, {}, {}, ())
    files: dict[str, bytes] = {}
    problems: dict[str, str] = {}
    missing = []
    programs = [f"{program}.py" for program in layout.programs(unit)]
    for name in programs:
        try:
            files[name] = _program(folder, name)
        except FileNotFoundError:
            missing.append(name)
        except OSError as error:
            problems[name] = str(error)
    others = [file for file in _walk(folder) if file.path not in programs]
    behind = _take(folder, others, files)
    paths = [other.path for other in others]
    found = {name: neighbours.of_file(name, paths, programs) for name in missing}
    return Work(files, problems, {name: said for name, said in found.items() if said}, behind)


# ------------------------------------------------------------------ programs


def _program(folder: Folder, name: str) -> bytes:
    """Read a program's file. Raises FileNotFoundError, or OSError whose text is for the learner."""
    kind = folder.kind(name).st_mode
    if stat.S_ISDIR(kind):
        raise OSError(f"{name} is a folder. It has to be a Python file.")
    if stat.S_ISLNK(kind):
        raise OSError(f"{name} is a symbolic link. Hand in the file itself.")
    if not stat.S_ISREG(kind):
        raise OSError(f"{name} is not a regular file. It has to be a Python file.")
    try:
        return folder.read(name, LARGEST_PROGRAM)
    except TooLarge:
        limit = f"{LARGEST_PROGRAM >> 20} MiB"
        raise OSError(f"{name} is larger than {limit}. A program is a small text file.") from None
    except OSError as error:
        raise OSError(f"{name} cannot be read: {error.strerror or error}.") from None


# ------------------------------------------------------------------ what lies beside them


@dataclass(frozen=True)
class _File:
    """A file of a unit's folder, by its path in there."""

    path: str
    size: int
    problem: str | None  # why it does not come along, whatever its size

    @property
    def rank(self) -> tuple[bool, int, str]:
        """Its place in the order in which files are taken: modules first, the nearest of all."""
        is_module = self.path.endswith(".py")
        return not is_module, self.path.count("/") if is_module else 0, self.path


def _walk(folder: Folder) -> list[_File]:
    """List all files of a folder and of those in it, in the order in which they are taken."""
    found = []
    for file in _files_in(folder, ""):
        found.append(file)
        if len(found) == MOST_LOOKED_AT:
            break
    return sorted(found, key=lambda file: file.rank)


def _files_in(folder: Folder, path: str) -> Iterator[_File]:
    """Yield the files below a folder, which has this path; nothing from one that is locked."""
    with contextlib.suppress(OSError):
        entries = sorted(folder.kinds(), key=lambda entry: entry[0])
        for name, info in entries if path.count("/") < DEEPEST else ():
            if name.startswith(".") or name in LEFT_OUT:
                continue
            if not stat.S_ISDIR(info.st_mode):
                yield _File(path + name, info.st_size, _problem(path + name, info))
                continue
            with contextlib.ExitStack() as held:
                inner = folder.folder(name)
                if inner is None:
                    yield _File(path + name + "/", 0, "it cannot be opened")
                elif not _is_venv(held.enter_context(inner)):
                    yield from _files_in(inner, f"{path}{name}/")


def _is_venv(folder: Folder) -> bool:
    try:
        folder.kind(SIGN_OF_A_VENV)
    except OSError:
        return False
    return True


def _problem(path: str, info: os.stat_result) -> str | None:
    if stat.S_ISLNK(info.st_mode):
        return "a symbolic link"
    if not stat.S_ISREG(info.st_mode):
        return "no regular file"
    return "a very long path" if len(os.fsencode(path)) > LONGEST_PATH else None


def _take(folder: Folder, others: Sequence[_File], files: dict[str, bytes]) -> list[str]:
    """Read the other files into `files` while there is room; name those that stay behind."""
    room = MOST_BYTES - sum(map(len, files.values()))
    behind = []
    for file in others:
        problem = file.problem
        if not problem and (len(files) >= MOST_FILES or file.size > room):
            problem = f"beyond {MOST_FILES} files and {MOST_BYTES >> 20} MiB"
        if not problem:
            try:
                data = files[file.path] = _read(folder, file.path, room)
                room -= len(data)
            except OSError:
                problem = "it cannot be read"
        if problem:
            behind.append(f"{file.path} ({problem})")
    return behind


def _read(folder: Folder, path: str, most: int) -> bytes:
    """Read a file by its path, one folder after the other. Raises OSError."""
    first, _, rest = path.partition("/")
    if not rest:
        return folder.read(first, most)
    with Folder(Path(first), within=folder) as inner:
        return _read(inner, rest, most)
