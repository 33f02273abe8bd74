"""What learners' programs that speak in frames have in common."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from grader.failures.errors import Failure, NotHere
from grader.scratch import Folder
from grader.subjects.places import Addressed

PATH = "meeting-point"  # no suffix: nothing about a path says that a socket is there
SHORT_MOMENT, MOMENT = 12, 25  # ticks


def unix_socket_path(folder: Folder) -> Folder:
    """Give the paths of a socket in the folder of a run. Raises NotHere."""
    if not hasattr(socket, "AF_UNIX"):
        raise NotHere("this system has no Unix-domain sockets for Python")
    return folder.join(PATH)


@contextmanager
def meaning(known: str) -> Iterator[None]:
    """Say with a failure what is known already, and tells where to look."""
    try:
        yield
    except Failure as failure:
        failure.known = " ".join(filter(None, [failure.known, known]))
        raise


class Framed(Addressed):
    """A program that speaks in frames, and can be asked how."""

    @property
    def ticks(self) -> int:
        """Give for how long an answer is waited for that need not come."""
        return max(MOMENT, round(30 * self.scene.patience.seconds("answer")))
