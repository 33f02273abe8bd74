"""Finds the folder that a learner's units lie in, also where they were handed in a little wrong.

It is the folder that was named, or its `assignments`; these are looked at first. But people
drag five files into an upload, or a folder whole:

SUBMISSION/tcp_server.py                     flat: the files are those of one unit
SUBMISSION/work/01_hello/tcp_server.py       one level too deep
01_hello/tcp_server.py                       a unit's folder, named itself
"""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import layout
from grader.submissions import neighbours
from grader.submissions.tree import Folder

MOST_LOOKED_AT = 1 << 20  # bytes of a program
ASSIGNMENTS = layout.ASSIGNMENTS.name


class BadSubmission(ValueError):
    """A folder that cannot be graded as a whole; the text says what to do."""


@dataclass(frozen=True)
class Place:
    """Where the units lie: the open folder of each one, and what is unusual about it."""

    path: Path
    units: Mapping[str, Folder]
    note: str | None = None

    @property
    def has_programs(self) -> bool:
        """Whether any of the units' programs is in its folder."""
        return any(_programs_in(folder, [unit]) for unit, folder in self.units.items())


def find(root: Path, units: Sequence[str], held: contextlib.ExitStack) -> Place:
    """Find the place of these units; the folders are open until `held` is closed.

    Raises BadSubmission where none of the units is there.
    """
    top = _top(root, held)
    usual = [_place(folder, units, held) for folder in _usual(top, held)]
    with_units = [place for place in usual if place.units]
    for place in with_units:
        if place.has_programs:
            return place
    found = _deeper(top, units, held, inside_units=bool(with_units)) or _flat(top, units, held)
    if found or with_units:
        return found or with_units[0]
    raise BadSubmission(_not_there(top, units))


def _top(root: Path, held: contextlib.ExitStack) -> Folder:
    if not root.exists():
        raise BadSubmission(f"there is no folder {root}; name the one that holds your units")
    if not root.is_dir():
        raise BadSubmission(f"{root} is a file; name the folder that holds your units")
    try:
        return held.enter_context(Folder(root))
    except OSError as error:
        raise BadSubmission(f"{root} cannot be opened: {error.strerror}") from None


def _usual(folder: Folder, held: contextlib.ExitStack) -> Iterator[Folder]:
    """Yield the folder and its `assignments`."""
    yield folder
    if inner := folder.folder(ASSIGNMENTS):
        yield held.enter_context(inner)


def _place(folder: Folder, units: Iterable[str], held: contextlib.ExitStack) -> Place:
    there = {unit: folder.folder(unit) for unit in units}
    found = {unit: held.enter_context(inner) for unit, inner in there.items() if inner}
    return Place(folder.path, found)


def _deeper(
    top: Folder, units: Sequence[str], held: contextlib.ExitStack, inside_units: bool
) -> Place | None:
    """Find the units in a folder of the folder; where there are units already, in those only."""
    found = []
    for name in _folders_in(top):
        if inside_units and not layout.UNIT_FOLDER.fullmatch(name):
            continue
        with contextlib.ExitStack() as own:
            for folder in _usual(own.enter_context(_existing(top, name)), own):
                place = _place(folder, units, own)
                if place.has_programs:
                    held.enter_context(own.pop_all())
                    found.append(place)
                    break
    if len(found) > 1:
        raise BadSubmission(
            f"there are units in {found[0].path}, in {found[1].path} and perhaps in others; "
            "name the folder that is meant"
        )
    if not found:
        return None
    (place,) = found
    note = f"the units were looked for in {top.path} and lie one level deeper, in {place.path}"
    return Place(place.path, place.units, note)


def _existing(folder: Folder, name: str) -> contextlib.AbstractContextManager[Folder]:
    return Folder(Path(name), within=folder)


def _flat(top: Folder, units: Sequence[str], held: contextlib.ExitStack) -> Place | None:
    """Find programs that lie in no unit's folder; they belong to one unit that is asked for."""
    name = os.path.basename(os.path.abspath(top.path))
    if name in layout.units():
        if name not in units:
            raise BadSubmission(f"{top.path} is {name}, and what is asked for is {units[0]}")
        units = [name]
    for folder in _usual(top, held):
        if _programs_in(folder, units):
            if folder is top and [name] == units:
                return Place(top.path, {name: top})
            return _flat_place(folder, units)
    for inner in _folders_in(top):
        with contextlib.ExitStack() as own:
            folder = own.enter_context(_existing(top, inner))
            if not layout.UNIT_FOLDER.fullmatch(inner) and _programs_in(folder, units):
                held.enter_context(own.pop_all())
                return _flat_place(folder, units)
    return None


def _flat_place(folder: Folder, units: Sequence[str]) -> Place:
    """Give the programs to the unit that they fit best, or to the first one of equals."""
    unit = max(units, key=lambda unit: _common_functions(folder, unit))
    note = f"the programs in {folder.path} lie in no folder of a unit: they are judged as {unit}"
    return Place(folder.path, {unit: folder}, note)


def _common_functions(folder: Folder, unit: str) -> int:
    """Count the functions that the programs here have in common with a unit's stubs."""
    count = 0
    for name in (f"{program}.py" for program in layout.programs(unit)):
        with contextlib.suppress(OSError):  # one of them is missing
            stub = (layout.ASSIGNMENTS / unit / name).read_bytes()
            count += len(_functions(stub) & _functions(folder.read(name, MOST_LOOKED_AT)))
    return count


def _functions(source: bytes) -> set[bytes]:
    return set(re.findall(rb"^(?:async )?def (\w+)", source, re.MULTILINE))


def _folders_in(top: Folder) -> list[str]:
    """List the folders that units may have been put into by mistake."""
    try:
        names = sorted(name for name, _ in top.kinds() if not name.startswith("."))
    except OSError:
        return []
    return [name for name in names if name != ASSIGNMENTS and _is_folder(top, name)]


def _is_folder(top: Folder, name: str) -> bool:
    inner = top.folder(name)
    if inner:
        inner.close()
    return inner is not None


def _programs_in(folder: Folder, units: Iterable[str]) -> bool:
    """Tell whether one of the units' programs lies in this folder, whatever it is."""
    return any(_has(folder, f"{name}.py") for unit in units for name in layout.programs(unit))


def _has(folder: Folder, name: str) -> bool:
    try:
        folder.kind(name)
    except OSError:
        return False
    return True


def _not_there(top: Folder, units: Sequence[str]) -> str:
    text = f"there is no {' or '.join(units)} in {top.path} or {top.path / ASSIGNMENTS}"
    said = neighbours.of_folder(units[0], _folders_in(top), layout.units())
    if said is None and _has(top, ASSIGNMENTS) and not _is_folder(top, ASSIGNMENTS):
        said = f"{ASSIGNMENTS} is no folder of its own: no link is followed"
    return f"{text}; {said}" if said else text
