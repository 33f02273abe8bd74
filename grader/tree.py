"""A folder of a stranger's, whose links are never followed.

It is opened once, and whatever lies in it is reached by its descriptor, one name at a time:
so no link in the middle of a path is followed, and no folder can be exchanged for another
one meanwhile. Where there are no such descriptors (Windows), paths stand for them, and each
folder on the way is looked at again after a file has been opened.
"""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import IO, Self

BY_DESCRIPTOR = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
# A pipe is not waited for, a terminal does not become ours.
CAREFULLY = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))
NO_LINK = CAREFULLY | getattr(os, "O_NOFOLLOW", 0)
A_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
CLOSED = -1  # no descriptor
# The bit of a Windows reparse tag that makes it another name of something elsewhere: that of
# a symbolic link and a junction, and not that of a file which is kept in a cloud.
NAME_SURROGATE = 0x20000000


class Kind(Enum):
    """What may lie in a folder."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    OTHER = auto()  # a pipe, a device, a socket


@dataclass(frozen=True)
class Entry:
    """What lies in a folder at one name; the size is that of a file."""

    name: str
    kind: Kind
    size: int

    @classmethod
    def of(cls, name: str, status: os.stat_result) -> Self:
        """Read what the system tells of it, and not of what a link leads to."""
        return cls(name, _kind(status), status.st_size)


def _kind(status: os.stat_result) -> Kind:
    tag: int = getattr(status, "st_reparse_tag", 0)
    if stat.S_ISLNK(status.st_mode) or tag & NAME_SURROGATE:
        return Kind.LINK
    if stat.S_ISDIR(status.st_mode):
        return Kind.FOLDER
    return Kind.FILE if stat.S_ISREG(status.st_mode) else Kind.OTHER


class Folder:
    """An open folder; to be closed by its `with` block."""

    path: Path
    _descriptor: int

    def __init__(self, path: str | Path, *, within: Self | None = None) -> None:
        """Open the folder at a path, or the one of this name `within` another. Raises OSError.

        The path, whose words are not a stranger's, may be a link.
        """
        self.path = Path(path) if within is None else within.path / _one(str(path))
        self._open_itself(within)

    def folder(self, name: str) -> Self | None:
        """Open a folder in this one; None where there is none, or a link, or no way into it."""
        try:
            return self.enter(name)
        except OSError:
            return None

    def enter(self, name: str) -> Self:
        """Open a folder in this one. Raises OSError, also for a link."""
        return type(self)(name, within=self)

    def entries(self) -> Iterator[Entry]:
        """Yield all that lies here, in no order. Raises OSError."""
        with self._scan() as found:
            for each in found:
                try:
                    yield Entry.of(each.name, each.stat(follow_symlinks=False))
                except OSError:
                    continue  # it has gone

    def entry(self, name: str) -> Entry | None:
        """Give what lies here at this name; None for nothing, or where nobody may look."""
        try:
            return Entry.of(name, self._stat(_one(name)))
        except OSError:
            return None

    def read(self, path: str, most: int) -> bytes:
        """Read up to `most` bytes of a regular file here, or in a folder here. Raises OSError."""
        name, _, rest = path.partition("/")
        if rest:
            with self.enter(name) as inner:
                return inner.read(rest, most)
        with self.file(name) as file:
            return file.read(most)

    def file(self, name: str) -> IO[bytes]:
        """Open a regular file here, to be read. Raises OSError."""
        descriptor = self._open(_one(name))
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(f"{name} is no regular file")
        return os.fdopen(descriptor, "rb")

    def close(self) -> None:
        """Close it; what was opened by it stays open."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = CLOSED

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # What differs where there are no descriptors of folders.

    def _open_itself(self, within: Self | None) -> None:
        if within is None:
            self._descriptor = os.open(self.path, A_FOLDER | CAREFULLY)
        else:
            self._descriptor = os.open(
                self.path.name, A_FOLDER | NO_LINK, dir_fd=within._descriptor
            )

    def _scan(self) -> "os._ScandirIterator[str]":
        return os.scandir(self._descriptor)

    def _stat(self, name: str) -> os.stat_result:
        return os.stat(name, dir_fd=self._descriptor, follow_symlinks=False)

    def _open(self, name: str) -> int:
        return os.open(name, os.O_RDONLY | NO_LINK, dir_fd=self._descriptor)


class FolderByPath(Folder):
    """The same where a folder has no descriptor: what a path leads to is looked at, and again."""

    def _open_itself(self, within: Self | None) -> None:
        self._descriptor = CLOSED
        self._within = within
        self._status = within._stat(self.path.name) if within else os.stat(self.path)
        if _kind(self._status) is not Kind.FOLDER:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self.path))
        self._scan().close()  # as whoever opens a folder is told that it is locked

    def _scan(self) -> "os._ScandirIterator[str]":
        return os.scandir(self.path)

    def _stat(self, name: str) -> os.stat_result:
        return os.lstat(self.path / name)

    def _open(self, name: str) -> int:
        before = self._stat(name)
        if _kind(before) is not Kind.FILE:
            raise OSError(f"{name} is no regular file")
        descriptor = os.open(self.path / name, os.O_RDONLY | CAREFULLY)
        try:
            _expect_same(before, self._stat(name))
            self._expect_the_same()
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _expect_the_same(self) -> None:
        """Raise OSError where the path leads to another folder than it did."""
        if self._within is not None:
            _expect_same(self._status, self._within._stat(self.path.name))
            self._within._expect_the_same()


def opened(path: Path) -> Folder:
    """Open the folder at a path, which may be a link. Raises OSError."""
    return (Folder if BY_DESCRIPTOR else FolderByPath)(path)


def _expect_same(before: os.stat_result, now: os.stat_result) -> None:
    if _kind(before) is not _kind(now) or not os.path.samestat(before, now):
        raise OSError("something else lies there by now")


def _one(name: str) -> str:
    """Give a name that leads to something in a folder and nowhere else. Raises OSError."""
    try:
        is_one = os.path.basename(name) == name and b"\0" not in os.fsencode(name)
    except UnicodeEncodeError:
        is_one = False
    if not is_one or name in ("", os.curdir, os.pardir):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
    return name
