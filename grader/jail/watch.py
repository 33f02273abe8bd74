"""Looks now and then at what a run takes that nothing else bounds, and names what is too much.

    sessions   a kernel that groups by sessions (sched(7), autogroup) gives each the same share of
               the processors: a run that makes hundreds of them leaves next to nothing to others
    sockets    what a connection leaves in the kernel when nobody has it any more is counted for all
               programs together; in a network of its own a run can make thousands of them
    disk       a limit bounds a file, and never the files together; in a view of its own the room
               is bounded by its size

No task of a network course needs nearly as much as is allowed here.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Literal

from . import proc, reaper

TooMuch = Literal["sessions", "sockets", "disk"]
SECONDS_BETWEEN = 0.5
MOST_SESSIONS = 16
MOST_SOCKETS = 2048  # of TCP and UDP, with those of the peers
MOST_BYTES, MOST_FILES = 96 << 20, 8192
BYTES_OF_A_BLOCK = 512  # of st_blocks, stat(2)
HIDES = (errno.EACCES, errno.ENAMETOOLONG)


def too_much(folder: str | None, is_alone: bool) -> TooMuch | None:
    """Tell what the runs of this supervisor take too much of, if they do.

    `folder` is that of the run, if it lies on the machine's own disk. The run `is_alone` in a
    network of its own.
    """
    if is_alone and sum(_sockets()) > MOST_SOCKETS:
        return "sockets"
    if len(_sessions()) > MOST_SESSIONS:
        return "sessions"
    return "disk" if folder is not None and _fills_the_disk(folder) else None


def _sessions() -> set[int]:
    """Give the sessions of all descendants, as far as they hold still."""
    sessions: set[int] = set()
    with contextlib.suppress(OSError, RuntimeError):  # no /proc here, or none of ours
        for pid in reaper.family():
            with contextlib.suppress(OSError):  # it has just ended
                sessions.add(os.getsid(pid))
    return sessions


def _sockets() -> Iterator[int]:
    """Give the numbers of sockets of TCP and UDP in this network, as far as the kernel tells."""
    for kind, count in proc.sockets().items():
        if kind.startswith(("TCP", "UDP")):
            yield count


def _fills_the_disk(folder: str) -> bool:
    """Tell whether too many bytes or files lie in a folder; what changes meanwhile may be missed.

    A folder in it that cannot be listed, by its mode or since its path is too long, is too much
    as well: it could hide anything, and no task needs one.
    """
    size = files = 0
    left = [folder]
    while left:
        path = left.pop()
        try:
            found = list(os.scandir(path))
        except OSError as error:
            if path != folder and error.errno in HIDES:
                return True
            continue  # it has just gone
        for entry in found:
            files += 1
            with contextlib.suppress(OSError):  # it has just gone
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)
                size += entry.stat(follow_symlinks=False).st_blocks * BYTES_OF_A_BLOCK
            if size > MOST_BYTES or files > MOST_FILES:
                return True
    return False
