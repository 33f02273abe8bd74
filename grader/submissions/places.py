"""Finds the folder that a learner's units lie in, also where they were handed in a little wrong.

It is the folder that was named, or its `assignments`; these are looked at first. But people
drag five files into an upload, or a folder whole:

SUBMISSION/tcp_server.py                     flat: the files are those of one unit
SUBMISSION/work/01_hello/tcp_server.py       one level too deep
01_hello/tcp_server.py                       a unit's folder, named itself
"""

import contextlib
import itertools
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader import tree
from grader.course import layout
from grader.i18n import gettext
from grader.submissions import neighbours
from grader.text import either
from grader.tree import Folder, Kind

MOST_READ = 1 << 20  # bytes of a program
# More than anybody has beside the units: what is beyond is not looked at.
MOST_ENTRIES, MOST_FOLDERS = 20_000, 500
ASSIGNMENTS = layout.ASSIGNMENTS.name


class BadSubmission(ValueError):
    """A folder that cannot be graded as a whole; the text says what to do."""


@dataclass(frozen=True)
class Place:
    """Where the units lie: the open folder of each one, and what is unusual about it."""

    path: Path
    units: Mapping[str, Folder]
    note: str | None = None
    instead: Mapping[str, str] = field(default_factory=dict)  # of a folder that nobody can enter

    @property
    def has_programs(self) -> bool:
        """Whether any of the units' programs is in its folder."""
        return any(_programs_in(folder, [unit]) for unit, folder in self.units.items())


def find(root: Path, units: Sequence[str], held: contextlib.ExitStack, is_named: bool) -> Place:
    """Find the place of these units; the folders are open until `held` is closed.

    A root that the user has not named may be no link. Raises BadSubmission where none of the
    units is there.
    """
    top = _top(root, held, is_named)
    usual = list(_usual(top, held))
    with_units = [place for place in (_place(each, units, held) for each in usual) if place.units]
    instead = {unit: said for unit in units if (said := _instead(usual, unit))}
    found = (
        next((place for place in with_units if place.has_programs), None)
        or _deeper(top, units, held, inside_units=bool(with_units))
        or _flat(top, usual, units, held)
        or next(iter(with_units), None)
    )
    if not found:
        raise BadSubmission(_not_there(top, units, instead))
    return replace(found, instead=instead)


def _top(root: Path, held: contextlib.ExitStack, is_named: bool) -> Folder:
    try:
        if is_named:
            return held.enter_context(tree.opened(root))
        around = held.enter_context(tree.opened(root.parent))
        if said := _no_folder(around, root.name, root):
            raise BadSubmission(
                gettext("{reason}: the folder itself has to lie there", reason=said)
            )
        return held.enter_context(around.enter(root.name))
    except OSError as error:
        if not os.path.lexists(root):
            text = gettext(
                "there is no folder {root}; name the one that holds your units", root=root
            )
        elif isinstance(error, NotADirectoryError):
            text = gettext("{root} is a file; name the folder that holds your units", root=root)
        else:
            text = gettext("{root} cannot be opened: {reason}", root=root, reason=error.strerror)
    raise BadSubmission(text)


def _usual(folder: Folder, held: contextlib.ExitStack) -> Iterator[Folder]:
    """Yield the folder and its `assignments`."""
    yield folder
    if inner := folder.folder(ASSIGNMENTS):
        yield held.enter_context(inner)


def _place(folder: Folder, units: Iterable[str], held: contextlib.ExitStack) -> Place:
    there = {unit: folder.folder(unit) for unit in units}
    found = {unit: held.enter_context(inner) for unit, inner in there.items() if inner}
    return Place(folder.path, found)


def _instead(usual: Sequence[Folder], unit: str) -> str | None:
    """Say why a unit cannot be found where it usually lies; None if nothing is wrong there."""
    top = usual[0].path
    for folder in usual:
        for name in (unit, ASSIGNMENTS):
            place = (folder.path / name).relative_to(top)
            if said := _no_folder(folder, name, place):
                return said
    return None


def _no_folder(folder: Folder, name: str, place: Path) -> str | None:
    """Say why there is no way into a folder of this name and place; None for nothing, or a way."""
    path = place.as_posix()
    entry = folder.entry(name)
    if entry is None:
        return None
    if entry.kind is Kind.FOLDER:
        if inner := folder.folder(name):
            inner.close()
        return None if inner else gettext("{path} cannot be opened", path=path)
    if entry.kind is Kind.LINK:
        return gettext("{path} is a symbolic link, and no link is followed", path=path)
    return gettext("{path} is no folder", path=path)


def _deeper(
    top: Folder, units: Sequence[str], held: contextlib.ExitStack, inside_units: bool
) -> Place | None:
    """Find the units in a folder of the folder; where there are units already, in those only."""
    found: Place | None = None
    for inner in _folders_in(top, only_units=inside_units):
        with contextlib.ExitStack() as own:
            for folder in _usual(own.enter_context(inner), own):
                place = _place(folder, units, own)
                if not place.has_programs:
                    continue
                if found:
                    raise BadSubmission(
                        gettext(
                            "there are units in {one}, in {other} and perhaps in others; "
                            "name the folder that is meant",
                            one=found.path,
                            other=place.path,
                        )
                    )
                held.enter_context(own.pop_all())
                found = place
                break
    if not found:
        return None
    note = gettext(
        "the units were looked for in {path} and lie one level deeper, in {found}",
        path=top.path,
        found=found.path,
    )
    return replace(found, note=note)


def _flat(
    top: Folder, usual: Iterable[Folder], units: Sequence[str], held: contextlib.ExitStack
) -> Place | None:
    """Find programs that lie in no unit's folder; they belong to one unit that is asked for."""
    name = os.path.basename(os.path.abspath(top.path))
    if name in layout.units():
        if name not in units:
            raise BadSubmission(
                gettext(
                    "{path} is {name}, and what is asked for is {unit}",
                    path=top.path,
                    name=name,
                    unit=units[0],
                )
            )
        units = [name]
    for folder in usual:
        if _programs_in(folder, units):
            if folder is top and [name] == units:
                return Place(top.path, {name: top})
            return _flat_place(folder, units)
    for folder in _folders_in(top, only_units=False):
        with contextlib.ExitStack() as own:
            own.enter_context(folder)
            if not layout.UNIT_FOLDER.fullmatch(folder.path.name) and _programs_in(folder, units):
                held.enter_context(own.pop_all())
                return _flat_place(folder, units)
    return None


def _flat_place(folder: Folder, units: Sequence[str]) -> Place:
    """Give the programs to the unit that they fit best, or to the first one of equals."""
    unit = max(units, key=lambda unit: _common_functions(folder, unit))
    note = gettext(
        "the programs in {path} lie in no folder of a unit: they are graded as {unit}",
        path=folder.path,
        unit=unit,
    )
    return Place(folder.path, {unit: folder}, note)


def _common_functions(folder: Folder, unit: str) -> int:
    """Count the functions that the programs here have in common with a unit's stubs."""
    count = 0
    for name in (f"{program}.py" for program in layout.programs(unit)):
        with contextlib.suppress(OSError):  # one of them is missing
            stub = (layout.ASSIGNMENTS / unit / name).read_bytes()
            count += len(_functions(stub) & _functions(folder.read(name, MOST_READ)))
    return count


def _functions(source: bytes) -> set[bytes]:
    return set(re.findall(rb"^(?:async )?def (\w+)", source, re.MULTILINE))


def _folders_in(top: Folder, only_units: bool) -> Iterator[Folder]:
    """Open one by one the folders that units may have been put into by mistake."""
    for name in _names_of_folders(top):
        if only_units and not layout.UNIT_FOLDER.fullmatch(name):
            continue
        if inner := top.folder(name):
            yield inner


def _names_of_folders(top: Folder) -> list[str]:
    names: list[str] = []
    with contextlib.suppress(OSError):
        for entry in itertools.islice(top.entries(), MOST_ENTRIES):
            if entry.kind is Kind.FOLDER and entry.name[0] != "." and entry.name != ASSIGNMENTS:
                names.append(entry.name)
    return sorted(names)[:MOST_FOLDERS]


def _programs_in(folder: Folder, units: Iterable[str]) -> bool:
    """Tell whether one of the units' programs lies in this folder, whatever it is."""
    return any(folder.entry(f"{name}.py") for unit in units for name in layout.programs(unit))


def _not_there(top: Folder, units: Sequence[str], instead: Mapping[str, str]) -> str:
    text = gettext(
        "there is no {units} in {path} or {inner}",
        units=either(units),
        path=top.path,
        inner=top.path / ASSIGNMENTS,
    )
    said = neighbours.of_folder(units[0], _names_of_folders(top), layout.units())
    said = said or next(iter(instead.values()), None)
    return gettext("{one}; {other}", one=text, other=said) if said else text
