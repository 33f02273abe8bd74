"""Finds the folder that a learner's units lie in, also where they were handed in a little wrong.

It is the folder that was named, or its `assignments`; these are looked at first. But people
drag five files into an upload, or a folder whole:

SUBMISSION/tcp_server.py                     flat: the files are those of one unit
SUBMISSION/work/01_hello/tcp_server.py       some levels too deep
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
from grader.text import either, printable, some_of
from grader.tree import Folder, Kind

MOST_READ = 1 << 20  # bytes of a program
# More than anybody has beside the units: what is beyond is not looked at.
MOST_ENTRIES, MOST_FOLDERS, DEEPEST = 20_000, 500, 3
MOST_NAMED = 3  # of what lies there, where no unit does
# What others have made; and all that begins with a dot.
LEFT_OUT = {"__pycache__", "venv", "env", "node_modules", "__MACOSX", "Thumbs.db", "desktop.ini"}
ASSIGNMENTS = layout.ASSIGNMENTS.name


# How the name of an archive ends; also of those that nobody reads, to say so.
ARCHIVE = re.compile(r"(\.tar)?\.(zip|tar|tgz|rar|7z|t?gz|t?bz2|t?xz|zst)$", re.IGNORECASE)


class BadSubmission(ValueError):
    """A folder that cannot be graded as a whole; the text says what to do."""


class NoUnit(BadSubmission):
    """None of the units is there."""


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
        return any(programs_in(folder, [unit]) for unit, folder in self.units.items())


def find(top: Folder, units: Sequence[str], held: contextlib.ExitStack) -> Place:
    """Find the place of these units; the folders are open until `held` is closed.

    Raises BadSubmission where none of the units is there.
    """
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
        raise NoUnit(_not_there(top, units, instead))
    return replace(found, instead=instead)


def opened(root: Path, held: contextlib.ExitStack, is_named: bool) -> Folder:
    """Open the folder of a submission, until `held` is closed. Raises BadSubmission.

    A root that the user has not named may be no link.
    """
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
    """Find the units in a folder below the folder, at the first level that has some.

    Where there are units already, they are looked for inside of those only.
    """
    found: Place | None = None
    levels = 0
    for level, inner in folders_below(top, only_units=inside_units):
        if found and level > levels:
            inner.close()
            break
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
                found, levels = place, level
                break
    if not found:
        return None
    return replace(found, note=_note(top.path, found.path, levels))


def _note(path: Path, found: Path, levels: int) -> str:
    if levels == 1:
        return gettext(
            "the units were looked for in {path} and lie one level deeper, in {found}",
            path=path,
            found=found,
        )
    return gettext(
        "the units were looked for in {path} and lie {number} levels deeper, in {found}",
        path=path,
        found=found,
        number=levels,
    )


def _flat(
    top: Folder, usual: Sequence[Folder], units: Sequence[str], held: contextlib.ExitStack
) -> Place | None:
    """Find programs that lie in no unit's folder; they belong to one unit that is asked for."""
    name = _unit_of(top.path)
    if name:
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
        if programs_in(folder, units):
            if name and folder is top:
                return Place(top.path, {name: top})
            return _flat_place(folder, units)
    for _, folder in itertools.chain.from_iterable(map(folders_below, usual)):
        with contextlib.ExitStack() as own:
            own.enter_context(folder)
            if not layout.UNIT_FOLDER.fullmatch(folder.path.name) and programs_in(folder, units):
                held.enter_context(own.pop_all())
                return _flat_place(folder, units)
    return None


def _unit_of(path: Path) -> str | None:
    """Tell whose unit's name a folder or an archive has, also behind what a platform puts there."""
    name = f"_{bare(os.path.basename(os.path.abspath(path)))}"
    return next((unit for unit in layout.units() if name.endswith(f"_{unit}")), None)


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


def folders_below(top: Folder, only_units: bool = False) -> Iterator[tuple[int, Folder]]:
    """Open one by one the folders that work may have been put into by mistake, level by level.

    Each comes with its level; whoever gets it closes it.
    """
    ways: list[tuple[str, ...]] = [(name,) for name in _names_of_folders(top)]
    for level in range(1, 2 if only_units else DEEPEST + 1):
        if level > 1:
            ways = list(itertools.islice(_longer(top, ways), MOST_FOLDERS))
        for way in ways:
            if only_units and not layout.UNIT_FOLDER.fullmatch(way[-1]):
                continue
            if inner := _at(top, way):
                yield level, inner


def _longer(top: Folder, ways: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the ways to the folders in the folders to which these ways lead."""
    for way in ways:
        if folder := _at(top, way):
            with folder:
                names = _names_of_folders(folder)
            yield from ((*way, name) for name in names)


def _at(top: Folder, way: Sequence[str]) -> Folder | None:
    """Open the folder to which this way leads, name by name; None if it does not."""
    first, *rest = way
    folder = top.folder(first)
    for name in rest:
        if folder:
            with folder:
                folder = folder.folder(name)
    return folder


def _names_of_folders(top: Folder) -> list[str]:
    names: list[str] = []
    with contextlib.suppress(OSError):
        for entry in itertools.islice(top.entries(), MOST_ENTRIES):
            is_one = entry.kind is Kind.FOLDER and entry.name != ASSIGNMENTS
            if is_one and not is_left_out(entry.name):
                names.append(entry.name)
    return sorted(names)[:MOST_FOLDERS]


def is_left_out(name: str) -> bool:
    """Tell whether what has this name was not written by a learner."""
    return name.startswith(".") or name in LEFT_OUT


def bare(name: str) -> str:
    """Give the name of an archive without its ending; any other name as it is."""
    return ARCHIVE.sub("", name)


def programs_in(folder: Folder, units: Iterable[str]) -> bool:
    """Tell whether one of the units' programs lies in this folder, whatever it is."""
    return any(folder.entry(f"{name}.py") for unit in units for name in layout.programs(unit))


def _not_there(top: Folder, units: Sequence[str], instead: Mapping[str, str]) -> str:
    text = gettext(
        "there is no {units} in {path}, nor in {inner} there",
        units=either(units),
        path=top.path,
        inner=ASSIGNMENTS,
    )
    said = neighbours.of_folder(units[0], _names_of_folders(top), layout.units())
    said = said or next(iter(instead.values()), None) or _what_there_is(top)
    return gettext("{one}; {other}", one=text, other=said) if said else text


def _what_there_is(top: Folder) -> str | None:
    """Name what lies in a folder without units; None where that is nothing."""
    with contextlib.suppress(OSError):
        entries = itertools.islice(top.entries(), MOST_ENTRIES)
        names = sorted(printable(entry.name) for entry in entries if not is_left_out(entry.name))
        if names:
            return gettext("it holds {names}", names=some_of(names, MOST_NAMED))
    return None
