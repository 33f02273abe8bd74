"""Opens an archive as a folder of which nothing is ever put on a disk.

What a stranger has packed is looked at like a stranger's folder, by the same rules. Members
are read when somebody asks for them, and no further than asked: no name can lead out of a
folder that is none, and a bomb does not go off. Links and devices are there for the eye only.

An archive is refused where it is damaged, locked or too large. Where a part of it is
ambiguous or meant to lead elsewhere, whoever asks for that part is told so: in the archive
of a class, one learner's trick is of no consequence to the others.
"""

import contextlib
import errno
import gzip
import os
import re
import stat
import tarfile
import tempfile
import time
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from grader import tree
from grader.i18n import gettext
from grader.submissions import places
from grader.text import clipped, printable
from grader.tree import Entry, Kind

MIB = 1 << 20
LONGEST_NAME, DEEPEST = 255, 64  # bytes, folders
MOST_SHOWN = 80  # characters of a name
DRIVE = re.compile(r"[A-Za-z]:")
SPARED = 16 * MIB  # bytes that anybody may unpack to, however small they were
MOST_RATIO = 100
LARGEST_INNER = 128 * MIB  # bytes of an archive in another one
ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz")
IN_MEMORY = 8 * MIB  # of an unpacked archive; the rest is on a disk, in a file without a name
PIECE = MIB
# Bytes of a header of a tar archive: names are longer than 100 bytes, but not by that much.
LONGEST_HEADER = 16 << 10
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
TROUBLE = (
    OSError,  # also of gzip
    EOFError,
    ValueError,  # of names that are no text, and offsets that are none
    OverflowError,
    RuntimeError,  # of a password, and of headers nested too deep
    NotImplementedError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
)


class BadArchive(ValueError):
    """An archive that is not read; the text says why in one line, without its name."""


@dataclass(frozen=True)
class Bounds:
    """How much an archive may hold."""

    members: int
    bytes: int  # unpacked
    directory: int  # bytes, of the list of what is in it
    seconds: float  # to list it


OF_A_LEARNER = Bounds(20_000, 512 * MIB, 4 * MIB, 10)
OF_A_CLASS = Bounds(500_000, 16_384 * MIB, 64 * MIB, 300)


# ------------------------------------------------------------------ the folder


@dataclass(frozen=True)
class Leaf:
    """What is no folder; only a file can be opened. `packed` is its size in the archive."""

    kind: Kind
    size: int = 0
    packed: int = 0
    open: Callable[[], IO[bytes]] | None = None


@dataclass
class Branch:
    """A folder of an archive, and what is wrong with something in it, in one line."""

    inside: dict[str, "Branch | Leaf"] = field(default_factory=dict)
    problem: str | None = None
    folded: set[str] = field(default_factory=set)  # the names, as a system without case has them

    def __iter__(self) -> Iterator["Branch | Leaf"]:
        """Yield all that is in it and in its folders."""
        for each in self.inside.values():
            yield each
            if isinstance(each, Branch):
                yield from each


class Virtual(tree.Folder):
    """A folder that no disk has."""

    def __init__(self, path: Path, branch: Branch) -> None:
        """Make it of what an archive holds; the path is for people to read."""
        self.path = path
        self.branch = branch
        self._descriptor = tree.CLOSED

    def enter(self, name: str) -> Self:
        """Open a folder in this one. Raises OSError."""
        inner = self._at(name)
        if not isinstance(inner, Branch):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), name)
        return type(self)(self.path / name, inner)

    def entries(self) -> Iterator[Entry]:
        """Yield all that lies here."""
        return (_entry(name, each) for name, each in self.branch.inside.items())

    def entry(self, name: str) -> Entry | None:
        """Give what lies here at this name; None for nothing."""
        found = self.branch.inside.get(name)
        return _entry(name, found) if found else None

    def file(self, name: str) -> IO[bytes]:
        """Open a file here. Raises OSError."""
        found = self._at(name)
        if isinstance(found, Branch) or found.open is None:
            raise OSError(f"{name} is no regular file")
        try:
            with warnings.catch_warnings(action="ignore"):  # of Python 3.14, at shared bytes
                return found.open()
        except TROUBLE:
            raise _damaged() from None

    def read(self, path: str, most: int) -> bytes:
        """Read up to `most` bytes of a file here, or in a folder here. Raises OSError."""
        try:
            return super().read(path, most)
        except TROUBLE as error:
            if isinstance(error, OSError):
                raise
            raise _damaged() from None

    def _at(self, name: str) -> Branch | Leaf:
        try:
            return self.branch.inside[name]
        except KeyError:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name) from None

    def expect_modest(self, bounds: Bounds = OF_A_LEARNER) -> None:
        """Raise BadArchive where it holds too much, or something that is wrong."""
        size = packed = 0
        problem = self.branch.problem
        for number, each in enumerate(self.branch):
            if number >= bounds.members:
                raise _too_many(bounds)
            if isinstance(each, Leaf):
                size, packed = size + each.size, packed + each.packed
            else:
                problem = problem or each.problem
        if size > bounds.bytes:
            raise _too_large(bounds)
        if size > max(SPARED, MOST_RATIO * packed):
            raise _swells()
        if problem:
            raise BadArchive(problem)


def _entry(name: str, each: Branch | Leaf) -> Entry:
    if isinstance(each, Branch):
        return Entry(name, Kind.FOLDER, 0)
    return Entry(name, each.kind, each.size)


def _damaged() -> OSError:
    return OSError(errno.EIO, gettext("the archive is damaged there"))


# ------------------------------------------------------------------ what is refused


def _too_many(bounds: Bounds) -> BadArchive:
    return BadArchive(gettext("it holds more than {number} files", number=f"{bounds.members:,}"))


def _too_large(bounds: Bounds) -> BadArchive:
    return BadArchive(
        gettext("it would unpack to more than {size} MiB", size=f"{bounds.bytes // MIB:,}")
    )


def _swells() -> BadArchive:
    return BadArchive(
        gettext("it would unpack to more than {number} times its size", number=MOST_RATIO)
    )


def _no_archive() -> BadArchive:
    return BadArchive(gettext("it is damaged, or no such archive at all"))


# ------------------------------------------------------------------ the archive


class Archive:
    """An open archive; to be closed by its `with` block, or with the last one who uses it."""

    def __init__(self, path: Path, top: Branch, held: contextlib.ExitStack) -> None:
        """Make it of what was found in it and of the files that have to stay open."""
        self.top = Virtual(path, top)
        self._held = held

    def close(self) -> None:
        """Close it; nothing in it can be read any more."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


def opened(file: IO[bytes], path: Path, bounds: Bounds = OF_A_LEARNER) -> Archive:
    """Open the archive in a file, which is closed with it. Raises BadArchive.

    Its kind is told by the ending of the path.
    """
    name = path.name.lower()
    with contextlib.ExitStack() as held:
        held.enter_context(file)
        if not name.endswith(ENDINGS):
            raise BadArchive(gettext("only {endings} can be read", endings=", ".join(ENDINGS)))
        try:
            if name.endswith(ENDINGS[0]):
                top = _zip(file, bounds, held)
            elif name.endswith(ENDINGS[1]):
                top = _tar(file, bounds, held)
            else:
                top = _tar(_unpacked(file, bounds, held), bounds, held)
        except BadArchive:
            raise
        except TROUBLE as error:
            raise _unreadable(error) from None
        return Archive(path, top, held.pop_all())


def opened_in(folder: tree.Folder, name: str, bounds: Bounds = OF_A_LEARNER) -> Archive:
    """Open the archive of this name in a folder. Raises BadArchive."""
    try:
        file = folder.file(name)
        if isinstance(folder, Virtual):  # there nobody can go back in it
            file = _copied(file)
    except BadArchive:
        raise
    except TROUBLE as error:
        raise _unreadable(error) from None
    return opened(file, folder.path / name, bounds)


def _copied(file: IO[bytes]) -> IO[bytes]:
    """Copy what lies packed in an archive to where it can be read in any order."""
    copy = unnamed()
    with file, contextlib.ExitStack() as held:
        held.enter_context(copy)
        while piece := file.read(PIECE):
            if copy.tell() + len(piece) > LARGEST_INNER:
                raise BadArchive(
                    gettext(
                        "it is larger than {size} MiB and lies in another one",
                        size=LARGEST_INNER // MIB,
                    )
                )
            copy.write(piece)
        held.pop_all()
    return copy


def _unreadable(error: Exception) -> BadArchive:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return BadArchive(gettext("there is no room left to unpack it"))
    return _no_archive()


class _Sparing:
    """A file of which no more is read, at once and in all, than it takes to list an archive.

    What lists a tar archive needs a second for some 16,000 bytes that mean it harm.
    """

    def __init__(self, file: IO[bytes], most: int, seconds: float) -> None:
        self._file = file
        self._most = most
        self._until = time.monotonic() + seconds
        self._is_listed = False
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def be_listed(self) -> None:
        """Be read from now on as far as anybody asks."""
        self._is_listed = True

    def read(self, size: int = -1) -> bytes:
        """Read so many bytes, or all that are left. Raises BadArchive."""
        if self._is_listed:
            return self._file.read(size)
        if time.monotonic() > self._until:
            raise BadArchive(gettext("it takes too long to list what is in it"))
        data = self._file.read(min(size, self._most + 1) if size >= 0 else self._most + 1)
        if len(data) > self._most:
            raise BadArchive(gettext("the list of what is in it is too long"))
        return data


class _Unnamed(tempfile.SpooledTemporaryFile[bytes]):
    """A file without a name, which nobody needs when it is closed, be it written or not."""

    def __exit__(self, *raised: Any) -> None:
        with contextlib.suppress(OSError):  # the disk is full: whoever wrote has been told
            super().__exit__(*raised)


def unnamed() -> IO[bytes]:
    """Make a file that has no name, so that it goes with its last user."""
    return cast(IO[bytes], _Unnamed(IN_MEMORY))


def _zip(file: IO[bytes], bounds: Bounds, held: contextlib.ExitStack) -> Branch:
    sparing = _Sparing(file, bounds.directory, bounds.seconds)
    archive = held.enter_context(zipfile.ZipFile(sparing))
    sparing.be_listed()
    members = archive.infolist()
    if len(members) > bounds.members:
        raise _too_many(bounds)
    top = Branch()
    for info in members:
        _put(top, info.filename.replace("\\", "/"), info.is_dir(), _zipped(archive, info))
    return top


def _zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Leaf | str:
    """Give a member of a zip archive, or say why nobody can read it."""
    kind = _kind(info.external_attr >> 16)
    if info.flag_bits & 0x1:
        return gettext("{name} is protected by a password", name=info.filename)
    if info.compress_type not in METHODS:
        return gettext("{name} is packed in a way that is not known here", name=info.filename)
    if kind is not Kind.FILE:
        return Leaf(kind)
    return Leaf(kind, info.file_size, info.compress_size, lambda: archive.open(info))


def _kind(mode: int) -> Kind:
    """Tell what a member is; an archive may be silent about it, and means a file."""
    if stat.S_ISLNK(mode):
        return Kind.LINK
    return Kind.FILE if stat.S_IFMT(mode) in (0, stat.S_IFREG, stat.S_IFDIR) else Kind.OTHER


def _unpacked(file: IO[bytes], bounds: Bounds, held: contextlib.ExitStack) -> IO[bytes]:
    """Unpack a gzip file into one that has no name on any disk."""
    packed = file.seek(0, os.SEEK_END)
    file.seek(0)
    whole = held.enter_context(unnamed())
    with gzip.open(file) as pieces:
        while piece := pieces.read(PIECE):
            if whole.tell() + len(piece) > bounds.bytes:
                raise _too_large(bounds)
            if whole.tell() + len(piece) > max(SPARED, MOST_RATIO * packed):
                raise _swells()
            whole.write(piece)
    whole.seek(0)
    return whole


def _tar(file: IO[bytes], bounds: Bounds, held: contextlib.ExitStack) -> Branch:
    sparing = _Sparing(file, LONGEST_HEADER, bounds.seconds)
    archive = held.enter_context(tarfile.TarFile(fileobj=sparing))  # type: ignore[arg-type]
    top = Branch()
    for number, info in enumerate(archive):
        if number >= bounds.members:
            raise _too_many(bounds)
        if info.size < 0:  # it would lead back, round and round
            raise _no_archive()
        _put(top, info.name, info.isdir(), _tarred(archive, info))
    sparing.be_listed()
    return top


def _tarred(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Leaf:
    if not info.isreg():  # a hard link as well: nothing is read that lies elsewhere
        return Leaf(Kind.LINK if info.issym() else Kind.OTHER)
    return Leaf(Kind.FILE, info.size, info.size, lambda: _member(archive, info))


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(info)
    if file is None:
        raise _damaged()
    return file


# ------------------------------------------------------------------ names


def _put(top: Branch, path: str, is_folder: bool, leaf: Leaf | str) -> None:
    """Put a member at its place, or tell the folder that it would lie in what is wrong with it."""
    parts = [part for part in path.split("/") if part not in ("", os.curdir)]
    if any(part != os.pardir and places.is_left_out(part) for part in parts):
        return
    way, said = _way(path, parts)
    if said or is_folder:
        branch, clash = _branch(top, way, path)
    else:
        branch, clash = _branch(top, way[:-1], path)
        said = clash or (_put_leaf(branch, way[-1], leaf, path) if way else None)
    branch.problem = branch.problem or said or clash


def _way(path: str, parts: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Give the names that lead to a member, as far as they lead anywhere, and what is wrong."""
    if path.startswith("/"):
        return (), gettext("{name} would lie outside of the folder", name=_shown(path))
    for number, part in enumerate(parts):
        if part == os.pardir or (number == 0 and DRIVE.match(part)):
            text = gettext("{name} would lie outside of the folder", name=_shown(path))
            return parts[:number], text
        if not _is_name(part) or number == DEEPEST:
            return parts[:number], gettext("{name} is no name of a file", name=_shown(path))
    return parts, None


def _is_name(part: str) -> bool:
    """Tell whether a file can have this name."""
    try:
        return "\0" not in part and len(os.fsencode(part)) <= LONGEST_NAME
    except UnicodeEncodeError:
        return False


def _branch(top: Branch, way: Sequence[str], path: str) -> tuple[Branch, str | None]:
    """Find or make the folder to which this way leads, and say what is wrong with the way."""
    for part in way:
        inner = top.inside.get(part)
        if isinstance(inner, Leaf):
            return top, gettext("{name} is a file and also a folder", name=_shown(path))
        if inner is None:
            top.problem = top.problem or _twin(top, part, path)
            inner = top.inside[part] = Branch()
        top = inner
    return top, None


def _put_leaf(branch: Branch, name: str, leaf: Leaf | str, path: str) -> str | None:
    """Put a file into its folder; say what is wrong with it."""
    if isinstance(leaf, str):
        return leaf
    there = branch.inside.get(name)
    if isinstance(there, Branch):
        return gettext("{name} is a file and also a folder", name=_shown(path))
    if there:
        return gettext("{name} is in it twice", name=_shown(path))
    branch.inside[name] = leaf
    return _twin(branch, name, path)


def _twin(branch: Branch, name: str, path: str) -> str | None:
    """Say that there is another name here which some systems do not tell from this one."""
    folded = unicodedata.normalize("NFC", name).casefold()
    if folded in branch.folded:
        return gettext(
            "{name} and another name in it differ in upper and lower case only", name=_shown(path)
        )
    branch.folded.add(folded)
    return None


def _shown(path: str) -> str:
    return clipped(printable(path), MOST_SHOWN)
