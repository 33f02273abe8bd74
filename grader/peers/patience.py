"""How long the grader waits for what should happen.

Generous, so that a loaded machine never fails a right program: a wait ends at
the event, and only what never comes costs its length. But a wait for something
that this program has failed to do before is shorter, so that a program which
hangs everywhere cannot hold up the run. What it has not failed at yet (being
ready, say, where it only does not print) is waited for as long as ever.
"""

import collections
import select
import time

# Seconds for a wait of one kind: the first one, after one in vain, after two or more.
WAITS = {
    "ready": (3.0, 1.0, 0.5),  # that it listens, connects, has a socket bound
    "answer": (3.0, 1.0, 0.5),  # bytes, a datagram, the end of a stream
    "take": (0.5, 0.1, 0.02),  # that it reads a piece; it may well wait for more before it does
    "print": (2.0, 1.0, 0.5),
    "end": (3.0, 1.0, 0.5),  # of the program
    "call": (3.0, 1.0, 0.5),  # that a function returns
}

TICK = 0.01  # seconds
TICKS_OF_QUIET = 12


class Patience:
    """What is left of it for one program, over all of its checks."""

    def __init__(self):
        self._in_vain = collections.Counter()

    def seconds(self, kind):
        """The longest wait of this kind now."""
        waits = WAITS[kind]
        return waits[min(self._in_vain[kind], len(waits) - 1)]

    def deadline(self, kind, pauses=0.0):
        """For a wait that begins now, of a program that may rightly pause for so many seconds."""
        return Deadline(self, kind, pauses)

    def lose(self, kind):
        self._in_vain[kind] += 1


class Deadline:
    """A point in time. `missed()` books a wait that was in vain."""

    def __init__(self, patience, kind, pauses):
        self._patience, self._kind = patience, kind
        self.at = time.monotonic() + patience.seconds(kind) + pauses
        self._booked = False

    def missed(self):
        """True once it has passed; the program then has less patience left."""
        if time.monotonic() < self.at:
            return False
        if not self._booked:
            self._patience.lose(self._kind)
            self._booked = True
        return True


def quiet(program, readable, ticks=TICKS_OF_QUIET):
    """True if none of the sockets became readable for a while.

    The while is counted in turns of our own process and not in seconds: on a
    loaded machine the turns take longer, as the program's do. An error is on the
    lenient side: something that comes later is not seen.
    """
    for _ in range(ticks):
        end = time.monotonic() + TICK
        while time.monotonic() < end:
            program.wait(end, readable)
            if select.select(readable, [], [], 0)[0]:
                return False
    return True
