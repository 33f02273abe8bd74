"""What learners' programs that speak in frames have in common."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from grader.failures.diagnosis.frames import Part, of_part
from grader.failures.errors import Failure, NotHere
from grader.i18n import gettext
from grader.peers.tcp.frames import FramedPeer
from grader.scratch import Folder
from grader.subjects.base import Examination
from grader.subjects.places import Addressed
from grader.text import shown_bytes

PATH = "meeting:point"  # it may be any path: this one has no suffix, and is no HOST:PORT
SHORT_MOMENT, MOMENT = 12, 25  # ticks
PROBE = b"quietly"  # the text of a frame that comes in pieces
Taken = tuple[Part, bytes | str]  # a part of a frame, and what a program did when it had come


def prepare_for_socket(examination: Examination) -> Folder:
    """Make a folder for the next run, and give the paths of a socket in it. Raises NotHere."""
    if not hasattr(socket, "AF_UNIX"):
        raise NotHere(gettext("this system has no Unix-domain sockets for Python"))
    return examination.prepare(free=[PATH], for_socket=True).join(PATH)


@dataclass(frozen=True)
class Way:
    """A way in which a client goes away: what it does, in words and in deeds."""

    told: str
    go: Callable[[FramedPeer], None]
    is_greeted: bool = True  # it has read the greeting before that
    owed: int = 0  # steps that the program may still be busy with when it has gone
    waits: bool = False  # it has closed its sending side only, and waits for the program's end


def first_part_taken(peer: FramedPeer, text: bytes, ticks: int) -> Taken | None:
    """Send a frame piece by piece, and wait after each: with which does the program go on?

    Gives also what it did: what it sent, or how it ended the connection. The last piece is sent
    if it has waited for all of them. The beginning of the right answer shows of no part that it
    was taken for a whole.
    """
    lengths = peer.reads.lengths
    whole, width = lengths.frame(text), lengths.width
    pieces: dict[Part, bytes] = {
        "length": whole[:1],
        "no body": whole[1:width],
        "body": whole[width : width + 1],
    }
    for part, piece in pieces.items():
        peer.send(piece)
        if came := peer.hear_out(ticks) or peer.end:
            is_right = part == "no body" and isinstance(came, bytes) and whole.startswith(came)
            return None if is_right else (part, came)
    peer.send(whole[width + 1 :])
    return None


def _as_seen(came: bytes | str) -> str:
    """Say what a program did when a part of a frame had come: it sent this, or ended so."""
    if isinstance(came, bytes):
        return gettext("{data} came", data=shown_bytes(came, 40))
    if came == "reset":
        return gettext("your program reset the connection")
    return gettext("your program closed the connection")


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

    def told_of_part(self, taken: Taken | None, steps: Mapping[Part, str]) -> str | None:
        """Say what the program took for a whole, and add the one of these steps that has shown it."""
        if taken is None:
            return None
        part, came = taken
        step = gettext("{step}: {seen}", step=gettext(steps[part]), seen=_as_seen(came))
        self.scene.transcript.step(step)
        return of_part(part, len(PROBE), self.scene.around.source)
