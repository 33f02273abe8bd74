"""The tries of one call on a real server: how each ended, and the pauses between them."""

import time

from grader.i18n import gettext
from grader.peers.transcript import Transcript

SHORTEST_TOLD = 0.1  # seconds of a pause that is worth a step in the story


class Tries:
    """Counts requests and refused connections, and measures from the end of each to the next.

    A pause is never measured as shorter than it was: a try ends before its last bytes leave.
    """

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self.made = 0
        self.waits: list[float] = []  # seconds from the end of each try to the next one
        self.last = ""  # how the last one that came to its end did so, as in "504, Retry-After: 2"
        self.was_answered = False  # whether that end was the one of an answer
        # seconds that the program needed to begin its first try, in which it had nothing to wait for
        self.first_took = 0.0
        self._called_at: float | None = None
        self._ended_at: float | None = None

    def are_called_for(self) -> None:
        """Note that the function whose tries they are is called now."""
        self._called_at = time.monotonic()

    def begin(self, at: float) -> None:
        """Note a try that began at this time of time.monotonic()."""
        self.made += 1
        if self.made == 1 and self._called_at is not None:
            self.first_took = max(0.0, at - self._called_at)
        if self._ended_at is not None:
            wait = max(0.0, at - self._ended_at)
            self.waits.append(wait)
            if wait >= SHORTEST_TOLD:
                self._transcript.step(
                    gettext("then your program let {seconds:.1f} s pass", seconds=wait)
                )
            self._ended_at = None

    def end(self, how: str, at: float | None = None, *, was_answered: bool = False) -> None:
        """Note how the last try ended, and when: now, or at this time of time.monotonic()."""
        self.last, self.was_answered = how, was_answered
        self._ended_at = time.monotonic() if at is None else at

    @property
    def since_last_end(self) -> float | None:
        """The seconds since the last try ended; None if none has, or another has begun."""
        return None if self._ended_at is None else time.monotonic() - self._ended_at
