"""How long the grader waits for what should happen.

The seconds are promised to learners in the READMEs; a little is added to each promise, so
that a loaded machine never fails a right program. A wait ends at the event, and only what
never comes costs its length. A wait for something that this program has failed to do before
is shorter, so that a program which hangs everywhere cannot hold up the run. But it is never
shorter than the program may need, as its own slowest step has shown. What it has not failed at
yet (being ready, say, where it only does not print) is waited for as long as ever.
"""

import collections
import math
import time
from collections.abc import Iterable
from typing import Literal

Wait = Literal["ready", "answer", "take", "print", "end", "import", "call"]

# Seconds that are promised for a wait of each kind, and how much more is given in silence.
PROMISED: dict[Wait, float] = {
    "ready": 10.0,  # that it listens, connects, has a socket bound
    "answer": 3.0,  # bytes, a datagram, the end of a stream
    "take": 0.5,  # that it reads a piece; it may well wait for more before it does
    "print": 3.0,
    "end": 3.0,  # of the program
    "import": 10.0,  # that a module has been imported
    "call": 10.0,  # that a function returns
}
IN_SILENCE = 0.5
STALL = 0.2  # seconds that we are woken late, from which on a machine is said to stand still
LONGEST_STALL = 60.0  # seconds of a wait, all in all, in which that is made up for
# Seconds for a wait after one of its kind in vain, and after more of them; twice the
# program's slowest step where that is more.
AFTER_ONE, AFTER_MORE = 1.5, 1.0
TOO_LATE = 1.5  # times as long as a step that came too late is waited from then on
# Nobody is judged by this kind: it only tells when the next piece may leave.
TAKE: tuple[float, float, float] = (0.5, 0.1, 0.02)


class GivenUp(Exception):
    """What was tried first is not right soon: what would come after that is not waited for."""


class Patience:
    """What is left of our patience with one program, over all of its checks."""

    gives_up = False  # at the first wait in vain that tells something
    makes_up = False  # for the time that a program was ready to run and had no processor

    def __init__(self) -> None:
        self._in_vain: collections.Counter[Wait] = collections.Counter()
        self._slowest = 0.0  # seconds of the program's slowest step that came to its end
        self._latest = 0.0  # seconds of a step that came to its end when it was too late
        self.start_up = 0.0  # seconds that the program has needed at most until it was ready
        self._defined: frozenset[str] | None = None  # what an import had when all its time was up
        self._set_aside: collections.Counter[Wait] = collections.Counter()  # waits in vain

    def copy(self) -> "Patience":
        """Give as much patience as is left now, whatever becomes of this."""
        other = Patience()
        other._in_vain, other._set_aside = self._in_vain.copy(), self._set_aside.copy()
        other._slowest, other._latest = self._slowest, self._latest
        other.start_up, other._defined = self.start_up, self._defined
        return other

    def seconds(self, kind: Wait) -> float:
        """Give the seconds that a wait of this kind may take now."""
        in_vain = self._in_vain[kind]
        if kind == "take":
            return TAKE[min(in_vain, len(TAKE) - 1)]
        whole = max(PROMISED[kind] + IN_SILENCE, TOO_LATE * self._latest)
        if not in_vain:
            return whole
        return min(whole, max(AFTER_ONE if in_vain == 1 else AFTER_MORE, 2 * self._slowest))

    def until_defined(self, function: str) -> float:
        """Give the seconds that an import may take now, until it has defined this function.

        They are all that were promised, unless it once took those without having defined it.
        """
        if self._defined is None or function in self._defined:
            return PROMISED["import"]
        return min(PROMISED["import"], self.seconds("import"))

    def learn_defined(self, functions: Iterable[str]) -> None:
        """Remember what an import had defined when it was stopped, one function missing."""
        if self._defined is None:
            self._defined = frozenset(functions)

    def is_whole(self, kind: Wait) -> bool:
        """Tell whether no wait of this kind has been in vain yet."""
        return not self._in_vain[kind]

    def deadline(self, kind: Wait, pauses: float = 0.0, latest: float = math.inf) -> "Deadline":
        """Begin a wait for a program that may rightly pause for `pauses` seconds.

        The wait ends at `latest` (of time.monotonic()) in any case.
        """
        return Deadline(self, kind, min(time.monotonic() + self.seconds(kind) + pauses, latest))

    def lose(self, kind: Wait) -> None:
        """Remember a wait of this kind that was in vain."""
        self._in_vain[kind] += 1

    def forgive(self, kind: Wait) -> None:
        """Forget the waits of this kind that were in vain: they were waits at the wrong place."""
        del self._in_vain[kind]

    def set_aside(self) -> None:
        """Wait as if nothing had been in vain yet, until that is taken up again.

        Meanwhile a program gets its time of the processors, however busy they are.
        """
        self.makes_up = True
        self._set_aside, self._in_vain = self._in_vain, self._set_aside

    def take_up(self) -> None:
        """Remember what was set aside, beside what has been in vain since then."""
        self.makes_up = False
        self._in_vain += self._set_aside
        self._set_aside.clear()

    def gain(self, seconds: float) -> None:
        """Remember that the program took so long for a step, and came to its end."""
        self._slowest = max(self._slowest, seconds)

    def stretch(self, seconds: float) -> None:
        """Remember that a step came too late: that has cost its check, and no other."""
        self._latest = max(self._latest, seconds)
        self.gain(seconds)


class Brief(Patience):
    """Patience with what is tried first, and done again with all the time if it is not right soon."""

    gives_up = True

    def seconds(self, kind: Wait) -> float:
        """Give the seconds that a wait of this kind may take now."""
        return min(super().seconds(kind), AFTER_MORE)


class Deadline:
    """The end of one wait; `at` is a time of time.monotonic()."""

    def __init__(self, patience: Patience, kind: Wait, at: float) -> None:
        self._patience, self._kind = patience, kind
        self._began = time.monotonic()
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

    def put_off(self, late: float) -> bool:
        """Give back the time in which this process was not run, if we were woken so many seconds late.

        Where a machine stands still for a moment, the program stands still as well. Tells whether
        that was long enough to matter.
        """
        matters = late > STALL and not self.has_been_put_off_enough
        if matters:
            self.at += late
        return matters

    @property
    def has_been_put_off_enough(self) -> bool:
        """Whether the wait has lasted so long that the machine is no excuse any more."""
        return time.monotonic() - self._began > LONGEST_STALL

    def met(self) -> None:
        """Note that what was waited for has come: the program may need as long once more.

        An import comes to its end in any case, since it is stopped if need be.
        """
        seconds = time.monotonic() - self._began
        if self._kind != "import":
            self._patience.gain(seconds)
        if self._kind == "ready":
            self._patience.start_up = max(self._patience.start_up, seconds)
