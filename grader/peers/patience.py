"""How long the grader waits for what should happen.

Generous, so that a loaded machine never fails a right program: a wait ends at
the event, and only a program that hangs costs its length. But a program as a
whole has a budget: each wait that was in vain leaves less for the next, so that
one that hangs everywhere cannot hold up the run.
"""

import select
import time

LONGEST = 3.0  # seconds, one wait
TOTAL = 3.5  # seconds lost in vain, before the waits become
SHORTEST = 0.25  # seconds

TICK = 0.01  # seconds
TICKS_OF_QUIET = 12


class Patience:
    def __init__(self):
        self._lost = 0.0

    @property
    def seconds(self):
        """The longest wait that is left to this program."""
        return max(SHORTEST, min(LONGEST, TOTAL - self._lost))

    def deadline(self):
        return Deadline(self, self.seconds)

    def lose(self, seconds):
        self._lost += seconds


class Deadline:
    """A point in time. `missed()` books the wait as lost."""

    def __init__(self, patience, seconds):
        self._patience, self.seconds = patience, seconds
        self.at = time.monotonic() + seconds
        self._booked = False

    def missed(self):
        """True once it has passed; the program then has less patience left."""
        if time.monotonic() < self.at:
            return False
        if not self._booked:
            self._patience.lose(self.seconds)
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
