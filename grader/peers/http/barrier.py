"""A barrier: a server holds its answers back until so many requests wait for theirs at once.

So it is the order of play that shows how many requests a program makes together, and not
how fast they follow each other.
"""

import time
from typing import Protocol

from grader.i18n import gettext
from grader.peers.patience import STALL, Patience
from grader.peers.transcript import Transcript

# Seconds without another request before the answers go: one too many would come meanwhile.
QUIET, QUIET_AFTERWARDS = 0.25, 0.05
AFTER_A_STALL = 1.0  # seconds more for a program that stood still together with the machine


class Waiting(Protocol):
    """A connection whose request waits for its answer."""

    def release(self) -> None:
        """Let the answer go."""


class Barrier:
    """Holds answers until `wanted` requests wait, or patience for another one has come to its end.

    It opens once. Later answers are held for a moment only, so that it is seen how many
    requests come together.
    """

    def __init__(self, wanted: int, patience: Patience, transcript: Transcript) -> None:
        self.wanted = wanted
        self._patience, self._transcript = patience, transcript
        self._held: list[Waiting] = []
        self._due = 0.0  # a time of time.monotonic()
        self.is_open = False
        self.together = 0  # requests that waited when it opened, or wait until it does
        self.most = 0  # that ever waited at once

    @property
    def due(self) -> float | None:
        """When the held answers are to go; None where none are held."""
        return self._due if self._held else None

    def hold(self, waiting: Waiting) -> None:
        """Hold the answer for this connection."""
        self._held.append(waiting)
        self.most = max(self.most, len(self._held))
        if not self.is_open:
            self.together = len(self._held)
        self._due = time.monotonic() + self._seconds()

    @property
    def seconds(self) -> float:
        """How long a call may take longer because of it, if no more requests come than one."""
        return self._patience.seconds("answer") + QUIET

    def _seconds(self) -> float:
        if self.is_open:
            return QUIET_AFTERWARDS
        if self.together >= self.wanted:
            return QUIET
        return self._patience.seconds("answer")

    def work(self) -> bool:
        """Let the held answers go if it is time; tell whether any went."""
        now = time.monotonic()
        if not self._held or now < self._due:
            return False
        if now > self._due + STALL:
            self._due = now + AFTER_A_STALL
            return False
        if not self.is_open:
            self._open()
        held, self._held = self._held, []
        for waiting in held:
            waiting.release()
        return True

    def _open(self) -> None:
        self.is_open = True
        if self.together < self.wanted:
            self._patience.lose("answer")
            told = gettext(
                "no request was answered until {wanted} would wait; {together} waited, and no other came: now they are answered",
                wanted=self.wanted,
                together=self.together,
            )
        else:
            told = gettext(
                "no request was answered until {wanted} would wait; {together} waited together: now they are answered",
                wanted=self.wanted,
                together=self.together,
            )
        self._transcript.step(told)
