"""A scene without a learner's program, in which peers are tried by themselves."""

import contextlib
import select
import socket
import time

from grader.launch.network import SharedNetwork
from grader.launch.program import Moment
from grader.peers.patience import Patience
from grader.peers.scene import Scene
from grader.peers.tcp.frames import FramedPeer
from grader.peers.transcript import Transcript


class Running:
    """As much of a program as a peer looks at: one that is there and prints nothing."""

    ended = False

    def wait(self, deadline, readable=(), writable=()):
        left = max(0.0, deadline - time.monotonic())
        select.select(readable, writable, [], left)

    def memory(self):
        return None

    def moment(self, where=False):
        return Moment((), 0, 0)


class Hasty(Patience):
    """Waits as long for everything as a program on this machine can need, and no longer."""

    def seconds(self, kind):
        return 0.3


def scene(patience=None):
    """A scene in which a program runs that does nothing."""
    return Scene(Transcript(), patience or Patience(), SharedNetwork(), Running())


@contextlib.contextmanager
def framed_pair():
    """A framed peer and the program's end of its connection."""
    near, far = socket.socketpair()
    with near, far:
        yield FramedPeer(near, scene(Hasty())), far
