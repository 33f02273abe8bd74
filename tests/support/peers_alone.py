"""A scene without a learner's program, in which peers are tried by themselves."""

import contextlib
import math
import select
import socket
import time
import unittest.mock

from grader.launch.network import SharedNetwork
from grader.launch.program import Moment
from grader.peers.patience import Patience
from grader.peers.scene import Interest, Scene
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

    def turns(self):
        return None


class Hasty(Patience):
    """Waits as long for everything as a program on this machine can need, and no longer."""

    def seconds(self, kind):
        return 0.3


def scene(patience=None):
    """A scene in which a program runs that does nothing."""
    return Scene(Transcript(), patience or Patience(), SharedNetwork(), Running())


class Timeless(Running):
    """A program beside which time passes only while nothing is ready: no test waits, nor is late.

    `steps` are the looks at the sockets. One that is ready and that nobody reads costs them all.
    """

    MOST_STEPS = 20_000
    AT_LEAST = 1e-4  # seconds that a look takes

    def __init__(self):
        self.now, self.steps = 1000.0, 0

    def wait(self, deadline, readable=(), writable=()):
        self.steps += 1
        assert self.steps < self.MOST_STEPS, "a wait without an end"
        self.now += self.AT_LEAST
        if not any(select.select(readable, writable, [], 0)):
            self.now = max(self.now, deadline)

    def wait_for_end(self, deadline):
        self.now = max(self.now, deadline)
        return self.ended


@contextlib.contextmanager
def timeless(program=None, patience=None):
    """A scene with its own time, for as long as the block lasts."""
    program = program or Timeless()
    with unittest.mock.patch("time.monotonic", lambda: program.now):
        yield Scene(Transcript(), patience or Patience(), SharedNetwork(), program)


class Acting:
    """What somebody does at the other end, one thing at each turn of the scene's loop."""

    def __init__(self, here, *acts):
        self._left = list(acts)
        here.servers.append(self)

    def interest(self):
        return Interest(due=0.0 if self._left else math.inf)

    def work(self):
        if self._left:
            self._left.pop(0)()
            return True
        return False


@contextlib.contextmanager
def framed_pair():
    """A framed peer and the program's end of its connection."""
    near, far = socket.socketpair()
    with near, far:
        yield FramedPeer(near, scene(Hasty())), far
