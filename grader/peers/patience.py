"""How long the grader waits for what should happen.

Generous, so that a loaded machine never fails a right program: a wait ends at
the event, and only what never comes costs its length. But a wait for something
that this program has failed to do before is shorter, so that a program which
hangs everywhere cannot hold up the run. What it has not failed at yet (being
ready, say, where it only does not print) is waited for as long as ever.
"""

import collections
import math
import time
from typing import Literal

Wait = Literal["ready", "answer", "take", "print", "end", "call"]

# Seconds for a wait of one kind: the first one, after one in vain, after two or more.
WAITS: dict[Wait, tuple[float, float, float]] = {
    "ready": (3.0, 1.0, 0.5),  # that it listens, connects, has a socket bound
    "answer": (3.0, 1.0, 0.5),  # bytes, a datagram, the end of a stream
    "take": (0.5, 0.1, 0.02),  # that it reads a piece; it may well wait for more before it does
    "print": (2.0, 1.0, 0.5),
    "end": (3.0, 1.0, 0.5),  # of the program
    "call": (3.0, 1.0, 0.5),  # that a function returns
}


class Patience:
    """What is left of our patience with one program, over all of its checks."""

    def __init__(self) -> None:
        self._in_vain: collections.Counter[Wait] = collections.Counter()

    def seconds(self, kind: Wait) -> float:
        """Give the seconds that a wait of this kind may take now."""
        waits = WAITS[kind]
        return waits[min(self._in_vain[kind], len(waits) - 1)]

    def deadline(self, kind: Wait, pauses: float = 0.0, latest: float = math.inf) -> "Deadline":
        """Begin a wait for a program that may rightly pause for `pauses` seconds.

        The wait ends at `latest` (of time.monotonic()) in any case.
        """
        return Deadline(self, kind, min(time.monotonic() + self.seconds(kind) + pauses, latest))

    def lose(self, kind: Wait) -> None:
        """Remember a wait of this kind that was in vain."""
        self._in_vain[kind] += 1


class Deadline:
    """The end of one wait; `at` is a time of time.monotonic()."""

    def __init__(self, patience: Patience, kind: Wait, at: float) -> None:
        self._patience, self._kind = patience, kind
        self.at = at
        self._booked = False

    @property
    def has_passed(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self.at

    def missed(self) -> bool:
        """Tell whether the time is up; if it is, our patience with the program gets shorter."""
        if not self.has_passed:
            return False
        if not self._booked:
            self._patience.lose(self._kind)
            self._booked = True
        return True
