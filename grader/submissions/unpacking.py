"""Reads what one learner has handed in: a folder, an archive, or a folder with archives in it.

Archives are looked into where nothing else holds a unit. Several of them may bring a unit
each; where two bring the same one, that of a later upload counts (`hello-1.zip`, as Canvas
names it), and otherwise somebody has to say which one is meant.
"""

import contextlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader.course import layout
from grader.i18n import gettext
from grader.submissions import archives, places
from grader.submissions.archives import BadArchive
from grader.submissions.folder import Submission, submission_at
from grader.submissions.places import BadSubmission, NoUnit, Place
from grader.tree import Entry, Folder, Kind

MOST_NESTED, MOST_ARCHIVES = 3, 2 * len(layout.ORDER)
LATER = re.compile(r"^(?P<name>.*)-(?P<number>\d+)$")


def read(top: Folder, units: Sequence[str]) -> Submission:
    """Read the files of these units in an open folder. Raises BadSubmission, in one line."""
    wanted = list(dict.fromkeys(units))
    with contextlib.ExitStack() as held:
        return submission_at(_Search(wanted, held).place(top), top.path, wanted)


def is_archive(entry: Entry) -> bool:
    """Tell whether it is an archive by its name, also one of a kind that nobody reads."""
    return (
        entry.kind is Kind.FILE
        and not places.is_left_out(entry.name)
        and bool(places.ARCHIVE.search(entry.name))
    )


class _Search:
    """A search for the units of one learner, which opens no more than so many archives."""

    def __init__(self, units: Sequence[str], held: contextlib.ExitStack) -> None:
        self._units = units
        self._held = held
        self._left = MOST_ARCHIVES

    def place(self, top: Folder, depth: int = 0) -> Place:
        """Find the units in a folder, or in archives in it. Raises BadSubmission."""
        _expect_modest(top)
        try:
            found = places.find(top, self._units, self._held)
        except NoUnit:
            packed = list(self._archives(top))
            if not packed:
                _expect_something(top)
                raise
        else:
            packed = [] if found.has_programs else list(self._archives(top))
            if not packed:
                return found
        if depth == MOST_NESTED:
            raise BadSubmission(
                gettext(
                    "{path}: archives lie in each other more than {number} deep",
                    path=top.path,
                    number=MOST_NESTED,
                )
            )
        return self._unpacked(top, packed, depth + 1)

    def _archives(self, top: Folder) -> Iterator[tuple[Folder, str]]:
        """Yield the archives in a folder; where it has none, those in folders of it."""
        found_at = None
        for level, folder in itertools.chain([(0, top)], places.folders_below(top)):
            if level:
                self._held.enter_context(folder)
            if found_at is not None and level > found_at:
                return
            for name in sorted(entry.name for entry in folder.entries() if is_archive(entry)):
                found_at = level
                yield folder, name

    def _unpacked(self, top: Folder, packed: Sequence[tuple[Folder, str]], depth: int) -> Place:
        found: dict[str, Place] = {}
        refused: list[NoUnit] = []
        for folder, name in packed:
            inner = self._opened(folder, name)
            path = inner.path.relative_to(top.path).as_posix()
            try:
                found[path] = self.place(inner, depth)
            except NoUnit as error:
                refused.append(error)
        if not found:
            raise refused[0]
        return _joined(top, found) if len(found) > 1 else next(iter(found.values()))

    def _opened(self, folder: Folder, name: str) -> Folder:
        self._left -= 1
        if self._left < 0:
            raise BadSubmission(
                gettext(
                    "{path}: one submission holds more than {number} archives",
                    path=folder.path,
                    number=MOST_ARCHIVES,
                )
            )
        try:
            return self._held.enter_context(archives.opened_in(folder, name)).top
        except BadArchive as error:
            raise _bad(folder.path / name, error) from None


def _expect_modest(top: Folder) -> None:
    if isinstance(top, archives.Virtual):
        try:
            top.expect_modest()
        except BadArchive as error:
            raise _bad(top.path, error) from None


def _bad(path: Path, error: BadArchive) -> BadSubmission:
    return BadSubmission(gettext("{path}: {reason}", path=path, reason=error))


def _expect_something(top: Folder) -> None:
    if not any(not places.is_left_out(entry.name) for entry in top.entries()):
        raise NoUnit(gettext("{path} is empty", path=top.path))


def _joined(top: Folder, found: Mapping[str, Place]) -> Place:
    """Make one place of those in several archives. Raises BadSubmission."""
    owners: dict[str, str] = {}
    units: dict[str, Folder] = {}
    notes: list[str] = []
    for name in sorted(found, key=_upload):
        for unit, folder in found[name].units.items():
            if before := owners.get(unit):
                if _upload(before)[0] != _upload(name)[0]:
                    raise BadSubmission(
                        gettext(
                            "{path}: {unit} is in {one} and in {other}; keep the one that is meant",
                            path=top.path,
                            unit=unit,
                            one=before,
                            other=name,
                        )
                    )
                notes.append(
                    gettext("{name} counts, and not the earlier {other}", name=name, other=before)
                )
            owners[unit], units[unit] = name, folder
    notes += [place.note for name, place in found.items() if place.note and name in owners.values()]
    return Place(top.path, units, "; ".join(notes) or None)


def _upload(name: str) -> tuple[str, int]:
    """Give the name that an archive was uploaded by, and how many times it had been before."""
    again = LATER.match(places.bare(name))
    return (again["name"], int(again["number"])) if again else (places.bare(name), 0)
