"""A folder of a stranger's, whose links are never followed.

It is opened once, and whatever lies in it is reached by its descriptor, one name at a time:
so no link in the middle of a path is followed, and no folder can be exchanged for another
one meanwhile. Where there are no such descriptors (Windows), paths stand for them.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

BY_DESCRIPTOR = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
# A pipe is not waited for, a terminal does not become ours.
CAREFULLY = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))
NO_LINK = CAREFULLY | getattr(os, "O_NOFOLLOW", 0)


class TooLarge(OSError):
    """A file with more bytes than were asked for."""


class Folder:
    """An open folder; to be closed by its `with` block."""

    def __init__(self, path: Path, *, within: Self | None = None) -> None:
        """Open the folder at a path, or the one of this name `within` another. Raises OSError."""
        self.path: Path = path if within is None else within.path / path
        self._descriptor: int | None = None
        if not BY_DESCRIPTOR:
            if within is not None and not stat.S_ISDIR(os.lstat(self.path).st_mode):
                raise NotADirectoryError(f"{self.path} is no folder")
            return
        flags = os.O_RDONLY | os.O_DIRECTORY | (CAREFULLY if within is None else NO_LINK)
        at = None if within is None else within._descriptor
        self._descriptor = os.open(path, flags, dir_fd=at)

    def folder(self, name: str) -> Self | None:
        """Open a folder in this one; None where there is none, or a link, or no way into it."""
        try:
            return type(self)(Path(name), within=self)
        except OSError:
            return None

    def kinds(self) -> Iterator[tuple[str, os.stat_result]]:
        """Yield the name and the kind of all that lies here, in no order. Raises OSError."""
        with os.scandir(self.path if self._descriptor is None else self._descriptor) as entries:
            for entry in entries:
                try:
                    yield entry.name, entry.stat(follow_symlinks=False)
                except OSError:
                    continue  # it has gone

    def kind(self, name: str) -> os.stat_result:
        """Give the kind of what has this name here. Raises OSError."""
        if self._descriptor is None:
            return os.lstat(self.path / name)
        return os.stat(name, dir_fd=self._descriptor, follow_symlinks=False)

    def read(self, name: str, most: int) -> bytes:
        """Read a regular file of at most `most` bytes. Raises OSError, and TooLarge for more."""
        at = self._descriptor
        path = name if at is not None else self.path / name
        with open(os.open(path, os.O_RDONLY | NO_LINK, dir_fd=at), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(f"{name} is no regular file")
            data = file.read(most + 1)
        if len(data) > most:
            raise TooLarge(f"{name} has more than {most} bytes")
        return data

    def close(self) -> None:
        """Close it; what was opened by it stays open."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
