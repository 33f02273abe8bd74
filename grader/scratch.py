"""The folders of runs: made fresh for each, and removed whatever a program made of them."""

import itertools
import os
import secrets
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader import tree

SHORT = "/tmp"
# Of the path of a Unix-domain socket: 103 bytes on BSD and macOS, 107 on Linux (unix(7)).
LONGEST = 103
OWN_PART = len("/tmpabcdefgh/server.sock")  # what a run adds to the folder of the runs
PREFIX = "netgrade-"


@dataclass(frozen=True)
class Folder:
    """A folder that a program knows by one path, and the grader by the same or another one."""

    inside: str  # for the program
    outside: str  # for the grader

    @classmethod
    def at(cls, path: str) -> "Folder":
        """Make one that both know by the same path."""
        return cls(path, path)

    def join(self, *names: str) -> "Folder":
        """Give a folder or a file that lies in this one."""
        return Folder(os.path.join(self.inside, *names), os.path.join(self.outside, *names))


@dataclass(frozen=True)
class Link:
    """A symbolic link in the place of a file."""

    target: str
    from_top: bool = False  # the target is a path in the run's folder, to be named in full


Content = bytes | Link


def make() -> Folder:
    """Make a folder for the runs of one program."""
    path = tempfile.mkdtemp(prefix=PREFIX)
    os.chmod(path, 0o711)  # a run with a uid of its own has to get to its folder in here
    return Folder.at(path)


def is_too_long(scratch: str) -> bool:
    """Tell whether a socket in the folder of a run would have too long a path."""
    return len(os.fsencode(scratch)) + OWN_PART > LONGEST


def over(
    theirs: Mapping[str, Content], ours: Mapping[str, Content], free: Collection[str] = ()
) -> dict[str, Content]:
    """Put files of ours among a learner's: what stands in their way is left out.

    That is a file where a folder of ours has to be, and a file or a folder in the place of a file
    of ours, or of one of these names, which are to be `free`. Where a disk knows no capital
    letters, such names are the same as well.
    """
    names = [name.casefold() for name in (*ours, *free)]
    files = {name for name in names if not name.endswith("/")}
    taken = files.union(*map(_folders_of, names))
    beside = {
        name: data
        for name, data in theirs.items()
        if name.casefold() not in taken and files.isdisjoint(_folders_of(name.casefold()))
    }
    return {**beside, **ours}


def _folders_of(name: str) -> set[str]:
    """Name the folders that a path leads through, with the one that it is if it ends in `/`."""
    return {name[:index] for index, letter in enumerate(name) if letter == "/"}


def make_run(room: Folder, files: Mapping[str, Content], for_socket: bool = False) -> Folder:
    """Make a fresh folder in the room for one run, with these files (name → bytes) in it.

    A name may be a path in a tree, such as `parts/words.py`; one that ends in `/` is an empty
    folder. Raises ValueError for one that would lead out of the folder, and OSError for a link
    where the system has none. Where the run is `for_socket` and its path would be
    too long, the folder is made in /tmp.
    """
    if for_socket and is_too_long(room.inside):
        room = Folder.at(SHORT)
    path = tempfile.mkdtemp(dir=room.outside)
    folder = room.join(os.path.basename(path))
    try:
        for name, data in files.items():
            _put(folder, name, data)
    except BaseException:  # a disk that is full must not stay so by what nobody uses
        remove(folder)
        raise
    return folder


def _put(folder: Folder, name: str, data: Content) -> None:
    path = os.path.normpath(os.path.join(folder.outside, name))
    if not path.startswith(folder.outside + os.sep):
        raise ValueError(f"{name!r} would lie outside of the folder")
    os.makedirs(path if name.endswith("/") else os.path.dirname(path), exist_ok=True)
    if isinstance(data, Link):
        os.symlink(folder.join(data.target).inside if data.from_top else data.target, path)
    elif not name.endswith("/"):
        with open(path, "wb") as file:
            file.write(data)


def read(folder: str, name: str, most: int) -> bytes | None:
    """Read up to `most` bytes of a regular file that a program has left; None if there is none.

    `folder` is its path for the grader.
    """
    try:
        with tree.opened(Path(folder)) as opened:
            return opened.read(name, most)
    except OSError:
        return None


def remove(folder: Folder) -> None:
    """Remove a folder and all in it; what cannot be removed stays, without an error.

    Programs nest folders deeper than a path may be long and than a function may call
    itself, and take their own rights away. So each folder is emptied into the topmost one
    before it goes, under names that no program can know.
    """
    token = secrets.token_hex(8)
    names = (os.path.join(folder.outside, f"{token}-{number}") for number in itertools.count())
    while sum(_remove_entry(entry, names) for entry in _entries(folder.outside)):
        pass
    with suppress(OSError):
        os.rmdir(folder.outside)


def _entries(path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:
        return []


def _remove_entry(entry: os.DirEntry[str], names: Iterator[str]) -> bool:
    """Remove a file, or a folder whose own folders move to these names; tell whether it went."""
    try:
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
            return True
        os.chmod(entry.path, 0o700)
        for child in _entries(entry.path):
            if child.is_dir(follow_symlinks=False):
                os.chmod(child.path, 0o700)
            os.rename(child.path, next(names))
        os.rmdir(entry.path)
    except OSError:
        return False
    return True
