"""Finds the submissions of a class in what an instructor names, and opens none of them.

A folder or an archive is one learner's where it holds a unit, or programs, or little enough
that nobody else can be meant. Otherwise it is a class, and each folder and archive in it is
one learner's, whatever that one holds; what a learning platform has delivered is told by its
names. Who a learner is, is said by the path alone.
"""

import contextlib
import mimetypes
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from grader import tree
from grader.course import layout
from grader.i18n import gettext
from grader.submissions import archives, delivered, neighbours, places, unpacking
from grader.submissions.archives import BadArchive, Branch, Leaf, Virtual
from grader.submissions.delivered import Piece
from grader.submissions.folder import Submission
from grader.submissions.places import BadSubmission
from grader.submissions.unpacking import is_archive
from grader.text import clipped, some_of
from grader.tree import Entry, Folder, Kind

MOST_WRAPPED = 4  # folders around a class
MOST_LOOKED_AT, DEEPEST = 2_000, 4  # to tell whether there are programs in a folder
LONGEST_PLACES = 300  # characters
MOST_NAMED = 5  # files that are left out
TYPES = mimetypes.MimeTypes()  # those that Python itself knows, on every machine
# Opens the folder of a submission, or one that has it, until the stack is closed.
Way = Callable[[contextlib.ExitStack], Folder]


class NothingThere(ValueError):
    """A path that leads to no folder and no archive; the text says so in one line."""


@dataclass(frozen=True)
class HandedIn:
    """One learner's submission, found but not read yet.

    `name` stands for the learner, as the path says it; `place` is for people to read.
    `problem` says in one line why it cannot be graded, where that is known already.
    """

    name: str
    place: str
    problem: str | None
    origin: Path  # where it really lies
    way: Way
    is_loose: bool = False  # files that the platform has delivered without a folder

    def read(self, units: Sequence[str]) -> Submission:
        """Read the files of these units. Raises BadSubmission, whose text is one line."""
        if self.problem:
            raise BadSubmission(self.problem)
        with contextlib.ExitStack() as held:
            try:
                read = unpacking.read(self.opened(held), units)
            except (BadArchive, OSError) as error:
                raise BadSubmission(_said(self, error)) from None
        # That they lie in no folder is nothing unusual, and of one unit there is no doubt.
        return replace(read, note=None) if self.is_loose and len(set(units)) == 1 else read

    def opened(self, held: contextlib.ExitStack) -> Folder:
        """Open its folder until `held` is closed. Raises BadArchive and OSError."""
        return self.way(held)


def find(paths: Sequence[Path], units: Sequence[str]) -> Iterator[HandedIn]:
    """Yield each submission in these paths once, in order. Raises NothingThere.

    A folder with programs of these units is one learner's. What is beside the class is left out.
    """
    for path in paths:
        if not path.exists():
            raise NothingThere(gettext("there is no folder and no archive {path}", path=path))
    left_out = _beside(paths)
    wrong = [path for path in paths if _is_other(path) and path not in left_out]
    if wrong:
        text = gettext(
            "{path} is neither a folder nor an archive; name the folder that it lies in",
            path=wrong[0],
        )
        raise NothingThere(text)
    return _each_once([path for path in paths if path not in left_out], units)


def left_out(paths: Sequence[Path]) -> str | None:
    """Say in one line which of the paths are no submissions, and left out; None for none."""
    names = [path.name for path in _beside(paths)]
    if not names:
        return None
    names_said = some_of(names, MOST_NAMED)
    return gettext("left out, since these are no submissions: {names}", names=names_said)


def _beside(paths: Sequence[Path]) -> list[Path]:
    """List the files that lie beside a class: `class/*` names its roster and its README as well.

    A program, or what a platform has delivered, is somebody's. One path alone is meant.
    """
    others = [path for path in paths if _is_other(path)]
    if len(others) == len(paths):
        return []
    return [path for path in others if path.suffix != ".py" and not delivered.piece(path.name)]


def _is_other(path: Path) -> bool:
    return not (path.is_dir() or places.ARCHIVE.search(path.name))


def one_of(several: Sequence[HandedIn]) -> HandedIn:
    """Give the submission that stands for several of one learner: the same files count once.

    Where they differ, or one cannot be read, it cannot be graded: nobody knows which one counts.
    """
    first, *others = several
    if not others:
        return first
    with contextlib.suppress(BadSubmission):
        works = (each.read(layout.units()).units for each in several)
        one = next(works)
        if all(other == one for other in works):
            return first
    text = gettext(
        "there are several submissions of one learner: {places}",
        places=clipped(", ".join(each.place for each in several), LONGEST_PLACES),
    )
    return replace(first, problem=text)


def _each_once(paths: Sequence[Path], units: Sequence[str]) -> Iterator[HandedIn]:
    seen: set[Path] = set()
    for path in sorted(set(paths), key=lambda path: path.resolve().parts):
        for each in _in(path, units):
            if seen.isdisjoint((each.origin, *each.origin.parents)):
                seen.add(each.origin)
                yield each


def _in(path: Path, units: Sequence[str]) -> Iterator[HandedIn]:
    base = os.path.basename(os.path.abspath(path))
    piece = delivered.piece(base)
    name = _spelled(piece.owner if piece else places.bare(base))
    whole = HandedIn(name, _spelled(str(path)), None, path.resolve(), partial(_opened, path))
    try:
        if not path.is_dir():
            archive = archives.opened(path.open("rb"), path, archives.OF_A_CLASS)
            whole = replace(whole, way=lambda _: archive.top)
        yield from _class_in(whole, units) or [whole]
    except (BadArchive, OSError) as error:
        yield replace(whole, problem=_said(whole, error))


def _opened(path: Path, held: contextlib.ExitStack) -> Folder:
    return held.enter_context(tree.opened(path))


def _said(handed_in: HandedIn, error: BadArchive | OSError) -> str:
    if isinstance(error, BadArchive):
        return gettext("{path}: {reason}", path=handed_in.place, reason=error)
    reason = error.strerror or error
    return gettext("{root} cannot be opened: {reason}", root=handed_in.place, reason=reason)


# ------------------------------------------------------------------ one or many


def _class_in(whole: HandedIn, units: Sequence[str], wrapped: int = 0) -> Sequence[HandedIn] | None:
    """List the submissions in a folder or an archive; None where it is one itself."""
    with contextlib.ExitStack() as held:
        top = whole.opened(held)
        entries = [entry for entry in _sorted(top) if not places.is_left_out(entry.name)]
        pieces = {entry: found for entry in entries if (found := delivered.piece(entry.name))}
        if pieces:
            others = [entry for entry in entries if entry not in pieces]
            return [*_of_a_platform(whole, pieces), *_each_of(whole, others)]
        if _holds_units(top, entries, units):
            return None
        # A repository has folders for all kinds of things; it is a class that has many programs.
        is_work = _is_program if top.entry(".git") else _is_work
        several = [entry for entry in entries if _counts(top, entry, is_work)]
        if len(several) > 1 or any(_is_repository(top, entry) for entry in several):
            return _each_of(whole, entries)
        if not several or wrapped == MOST_WRAPPED:
            return None
        only = several[0]
        if only.kind is Kind.FOLDER:
            return _class_in(_folder(whole, only.name), units, wrapped + 1)
        return _class_in_archive(whole, top, only.name, units, wrapped + 1)


def _class_in_archive(
    whole: HandedIn, top: Folder, name: str, units: Sequence[str], wrapped: int
) -> Sequence[HandedIn] | None:
    """List the submissions in an archive that lies alone in a folder; None where it is one."""
    try:
        archive = archives.opened_in(top, name, archives.OF_A_CLASS)
    except BadArchive:
        return None  # whoever reads the folder will be told
    return _class_in(replace(_archive(whole, name), way=lambda _: archive.top), units, wrapped)


def _holds_units(top: Folder, entries: Sequence[Entry], units: Sequence[str]) -> bool:
    """Tell whether units lie here, or just their programs: a class may be called like a unit."""
    known = layout.units()
    folders = [entry.name for entry in entries if entry.kind is Kind.FOLDER]
    packed = [places.bare(entry.name) for entry in entries if is_archive(entry)]
    return (
        places.programs_in(top, units)
        or places.ASSIGNMENTS in folders
        or any(len(set(known) & set(names)) > 1 for names in (folders, packed))
        or any(_is_like(known, name) and _has_python(top, name) for name in folders)
    )


def _is_like(units: Sequence[str], name: str) -> bool:
    return name in units or any(neighbours.of_folder(unit, [name], units) for unit in units)


def _has_python(top: Folder, name: str) -> bool:
    folder = top.folder(name)
    if folder is None:
        return False
    with folder:
        return any(entry.name.endswith(".py") for entry in folder.entries())


def _counts(top: Folder, entry: Entry, is_work: Callable[[Entry], bool]) -> bool:
    """Tell whether it may be somebody's: an archive, or a folder with work in it, or with nothing."""
    if entry.kind is not Kind.FOLDER:
        return is_archive(entry)
    folder = top.folder(entry.name)
    if folder is None:
        return True
    with folder:
        files = list(_files_below(folder, iter(range(MOST_LOOKED_AT)), 0))
        return not files or any(map(is_work, files))


def _files_below(folder: Folder, looks: Iterator[int], depth: int) -> Iterator[Entry]:
    for _, entry in zip(looks, folder.entries(), strict=False):
        if places.is_left_out(entry.name):
            continue
        if entry.kind is not Kind.FOLDER:
            yield entry
        elif depth < DEEPEST and (inner := folder.folder(entry.name)):
            with inner:
                yield from _files_below(inner, looks, depth + 1)


def _is_work(entry: Entry) -> bool:
    return entry.name.endswith(".py") or is_archive(entry)


def _is_program(entry: Entry) -> bool:
    return entry.name.removesuffix(".py") in layout.ORDER


def _is_repository(top: Folder, entry: Entry) -> bool:
    inner = top.folder(entry.name)
    if inner is None:
        return False
    with inner:
        return inner.entry(".git") is not None


# ------------------------------------------------------------------ each one


def _each_of(whole: HandedIn, entries: Iterable[Entry]) -> list[HandedIn]:
    """Give the folders and archives of a class, each as one learner's; other files are nobody's."""
    found = []
    for entry in entries:
        if entry.kind is Kind.FOLDER:
            found.append(_folder(whole, entry.name))
        elif is_archive(entry):
            found.append(_archive(whole, entry.name))
        elif entry.kind is Kind.LINK and _is_like_a_submission(entry.name):
            text = gettext(
                "{path} is a symbolic link, and no link is followed",
                path=f"{whole.place}/{entry.name}",
            )
            linked = replace(_folder(whole, entry.name), name=_spelled(places.bare(entry.name)))
            found.append(replace(linked, problem=text))
    return found


def _is_like_a_submission(name: str) -> bool:
    """Tell whether a folder or an archive may be called so; other files end as their type does."""
    return bool(places.ARCHIVE.search(name)) or TYPES.guess_type(name)[0] is None


def _of_a_platform(whole: HandedIn, pieces: Mapping[Entry, Piece]) -> Iterator[HandedIn]:
    """Give what a platform has delivered, by learners."""
    owners: dict[str, dict[Entry, Piece]] = {}
    for entry, piece in pieces.items():
        owners.setdefault(piece.owner, {})[entry] = piece
    for owner, own in owners.items():
        work = {entry: piece for entry, piece in own.items() if piece.is_work} or own
        folders = [entry for entry in work if entry.kind is Kind.FOLDER]
        for entry in folders:
            yield replace(_folder(whole, entry.name), name=_spelled(owner))
        if not folders:
            yield _loose(whole, owner, work)


def _loose(whole: HandedIn, owner: str, work: Mapping[Entry, Piece]) -> HandedIn:
    """Give the submission that a learner's loose files make."""
    name = _spelled(owner)
    if len(work) == 1:
        (entry,) = work
        if is_archive(entry):
            return replace(_archive(whole, entry.name), name=name)
    uploads = sorted(work.items(), key=lambda each: each[1].upload)
    latest = {piece.name: entry for entry, piece in uploads}

    def way(held: contextlib.ExitStack) -> Folder:
        top = whole.opened(held)
        leaves = {name: _leaf(top, entry) for name, entry in latest.items()}
        return Virtual(top.path / owner, Branch({**leaves}))

    is_loose = not any(is_archive(entry) for entry in work)
    return replace(_within(whole, owner, way), name=name, is_loose=is_loose)


def _leaf(top: Folder, entry: Entry) -> Leaf:
    packed = top.branch.inside[entry.name] if isinstance(top, Virtual) else None
    if isinstance(packed, Leaf):
        return packed
    return Leaf(entry.kind, entry.size, entry.size, partial(top.file, entry.name))


def _folder(whole: HandedIn, name: str) -> HandedIn:
    return _within(whole, name, lambda held: held.enter_context(whole.opened(held).enter(name)))


def _archive(whole: HandedIn, name: str) -> HandedIn:
    def way(held: contextlib.ExitStack) -> Folder:
        return held.enter_context(archives.opened_in(whole.opened(held), name)).top

    return _within(whole, name, way)


def _within(whole: HandedIn, name: str, way: Way) -> HandedIn:
    place = f"{whole.place}/{name}"
    return HandedIn(_spelled(places.bare(name)), _spelled(place), None, whole.origin / name, way)


def _spelled(name: str) -> str:
    """Give a name as text that can be kept anywhere, the same one on every system."""
    return unicodedata.normalize("NFC", name.encode(errors="backslashreplace").decode())


def _sorted(top: Folder) -> list[Entry]:
    return sorted(top.entries(), key=lambda entry: entry.name)
