"""Reads a learner's files: the five programs of each unit, and what lies beside them.

A submission is a stranger's folder. No symbolic link is followed below it, only regular
files of a modest size are read, and nothing in it is ever imported here. All of it is
read at once, from one opened folder; whoever grades has plain data.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import layout
from grader.i18n import gettext
from grader.submissions import neighbours, places
from grader.submissions.places import BadSubmission, Place
from grader.tree import Entry, Folder, Kind

LARGEST_PROGRAM = 1 << 20  # bytes
MOST_FILES, MOST_BYTES = 64, 1 << 20  # of a unit, with its programs
SIGN_OF_A_VENV = "pyvenv.cfg"
# A learner's folder has less; what is beyond was not written by hand.
MOST_LOOKED_AT, MOST_COMPARED, DEEPEST = 20_000, 2_000, 16
# Bytes; below the folder of a run it has to be within what the system can open.
LONGEST_PATH = 150 if os.name == "nt" else 900


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


def read(folder: Path, units: Sequence[str], *, is_named: bool = True) -> Submission:
    """Read the files of these units. Raises BadSubmission where none is there, or a program is locked.

    A folder that the user has named may be a link; nothing else is read through one.
    """
    wanted = list(dict.fromkeys(units))
    with contextlib.ExitStack() as held:
        top = places.opened(folder, held, is_named)
        place = places.find(top, wanted, held)
        return submission_at(place, folder, wanted, _leads_away(folder))


def submission_at(
    place: Place, folder: Path, units: Sequence[str], note: str | None = None
) -> Submission:
    """Read the files of these units where they lie; the folder is the one that was named."""
    work = {unit: _work(unit, place) for unit in units}
    return Submission(folder, place.path, place.note or note, work)


def _leads_away(folder: Path) -> str | None:
    if not folder.is_symlink():
        return None
    return gettext(
        "{folder} is a symbolic link: the graded files lie in {place}",
        folder=folder,
        place=folder.resolve(),
    )


def _work(unit: str, place: Place) -> Work:
    programs = [f"{program}.py" for program in layout.programs(unit)]
    folder, instead = place.units.get(unit), place.instead.get(unit)
    if folder is None:
        return Work({}, {}, dict.fromkeys(programs, instead) if instead else {}, ())
    files: dict[str, bytes] = {}
    problems: dict[str, str] = {}
    missing = []
    for name in programs:
        try:
            files[name] = _program(folder, name)
        except FileNotFoundError:
            missing.append(name)
        except OSError as error:
            problems[name] = str(error)
    others = [file for file in _walk(folder) if file.path not in programs]
    behind = _take(folder, others, files)
    paths = [other.path for other in others if not other.problem][:MOST_COMPARED]
    found = {name: neighbours.of_file(name, paths, programs) or instead for name in missing}
    return Work(files, problems, {name: said for name, said in found.items() if said}, behind)


# ------------------------------------------------------------------ programs


def _program(folder: Folder, name: str) -> bytes:
    """Read a program's file. Raises FileNotFoundError, or OSError whose text is for the learner.

    Raises BadSubmission where the file may not be read: that is no mistake of its program's.
    """
    entry = folder.entry(name)
    if entry is None:
        raise FileNotFoundError(name)
    if entry.kind is Kind.FOLDER:
        raise OSError(gettext("{name} is a folder. It has to be a Python file.", name=name))
    if entry.kind is Kind.LINK:
        raise OSError(gettext("{name} is a symbolic link. Hand in the file itself.", name=name))
    if entry.kind is Kind.OTHER:
        raise OSError(
            gettext("{name} is not a regular file. It has to be a Python file.", name=name)
        )
    try:
        data = folder.read(name, LARGEST_PROGRAM + 1)
    except OSError as error:
        raise BadSubmission(
            gettext("{path} cannot be read: {reason}", path=name, reason=error.strerror or error)
        ) from None
    if len(data) > LARGEST_PROGRAM:
        raise OSError(
            gettext(
                "{name} is larger than {size} MiB. A program is a small text file.",
                name=name,
                size=LARGEST_PROGRAM >> 20,
            )
        )
    return data


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
    found = _files_in(folder, "", iter(range(MOST_LOOKED_AT)))
    return sorted(found, key=lambda file: file.rank)


def _files_in(folder: Folder, path: str, looks: Iterator[int]) -> Iterator[_File]:
    """Yield the files below a folder, which has this path; nothing from one that is locked.

    At most so many things are looked at as there are `looks`, whatever they are.
    """
    if path.count("/") == DEEPEST:
        return
    entries: list[Entry] = []
    with contextlib.suppress(OSError):
        entries.extend(entry for _, entry in zip(looks, folder.entries(), strict=False))
    for entry in sorted(entries, key=lambda entry: entry.name):
        if places.is_left_out(entry.name):
            continue
        if entry.kind is not Kind.FOLDER:
            yield _File(path + entry.name, entry.size, _problem(path + entry.name, entry.kind))
        elif inner := folder.folder(entry.name):
            with inner:
                if inner.entry(SIGN_OF_A_VENV) is None:
                    yield from _files_in(inner, f"{path}{entry.name}/", looks)
        else:
            yield _File(f"{path}{entry.name}/", 0, gettext("it cannot be opened"))


def _problem(path: str, kind: Kind) -> str | None:
    if kind is not Kind.FILE:
        return gettext("a symbolic link") if kind is Kind.LINK else gettext("no regular file")
    return gettext("a very long path") if len(os.fsencode(path)) > LONGEST_PATH else None


def _take(folder: Folder, others: Sequence[_File], files: dict[str, bytes]) -> list[str]:
    """Read the other files into `files` while there is room; name those that stay behind."""
    room = MOST_BYTES - sum(map(len, files.values()))
    behind = []
    for file in others:
        try:
            if not file.problem and len(files) >= MOST_FILES:
                raise _beyond()
            data = _read(folder, file, room)
        except OSError as error:
            behind.append(f"{file.path} ({error})")
        else:
            files[file.path] = data
            room -= len(data)
    return behind


def _read(folder: Folder, file: _File, room: int) -> bytes:
    """Read a file that there is room for. Raises OSError whose text says why it stays behind."""
    if file.problem:
        raise OSError(file.problem)
    if file.size > room:
        raise _beyond()
    try:
        data = folder.read(file.path, room + 1)
    except OSError:
        raise OSError(gettext("it cannot be read")) from None
    if len(data) > room:  # it has grown meanwhile
        raise _beyond()
    return data


def _beyond() -> OSError:
    return OSError(
        gettext("beyond {number} files or {size} MiB", number=MOST_FILES, size=MOST_BYTES >> 20)
    )
