"""The folders of runs: made fresh for each, and removed whatever a program made of them."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from grader import tree

SHORT = "/tmp"
# Of the path of a Unix-domain socket: 103 bytes on BSD and macOS, 107 on Linux (unix(7)).
LONGEST = 103
OWN_PART = len("/tmpabcdefgh/server.sock")  # what a run adds to the folder of the runs
PREFIX = "netgrade-"


def make() -> str:
    """Make a folder for the runs of one program; give its path."""
    folder = tempfile.mkdtemp(prefix=PREFIX)
    os.chmod(folder, 0o711)  # a run with a uid of its own has to get to its folder in here
    return folder


def is_too_long(scratch: str) -> bool:
    """Tell whether a socket in the folder of a run would have too long a path."""
    return len(os.fsencode(scratch)) + OWN_PART > LONGEST


def make_run(scratch: str, files: Mapping[str, bytes], for_socket: bool = False) -> str:
    """Make a fresh folder for one run, with these files (name → bytes) in it; give its path.

    A name may be a path in a tree, such as `parts/words.py`. Raises ValueError for one
    that would lead out of the folder. Where the run is `for_socket` and its path would be
    too long, the folder is made in /tmp.
    """
    is_elsewhere = for_socket and is_too_long(scratch)
    folder = tempfile.mkdtemp(dir=SHORT if is_elsewhere else scratch)
    for name, data in files.items():
        path = os.path.normpath(os.path.join(folder, name))
        if not path.startswith(folder + os.sep):
            raise ValueError(f"{name!r} would lie outside of the folder")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    return folder


def read(folder: str, name: str, most: int) -> bytes | None:
    """Read up to `most` bytes of a regular file that a program has left; None if there is none."""
    try:
        with tree.opened(Path(folder)) as opened:
            return opened.read(name, most)
    except OSError:
        return None


def remove(folder: str) -> None:
    """Remove a folder and all in it; what cannot be removed stays, without an error.

    Programs nest folders deeper than a path may be long and than a function may
    call itself, and take their own rights away. So each folder is emptied into
    the topmost one before it goes.
    """
    try:
        number = 0
        while entries := list(os.scandir(folder)):
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry.path)
                    continue
                os.chmod(entry.path, 0o700)
                for child in list(os.scandir(entry.path)):
                    if child.is_dir(follow_symlinks=False):
                        os.chmod(child.path, 0o700)
                    number += 1
                    os.rename(child.path, os.path.join(folder, f".{number}"))
                os.rmdir(entry.path)
        os.rmdir(folder)
    except OSError:
        pass
