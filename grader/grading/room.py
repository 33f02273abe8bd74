"""Finds out whether this machine has room for one more program, since those on it only wait.

A program that hangs keeps its job waiting for seconds and takes no time of any processor.
"""

import os
import time

from grader import machine

SECONDS_BETWEEN = 0.5  # so that the work of the last one that was begun has shown
SHARE = 0.9  # of one processor that nobody has used, all told
SPARE = 0.04  # of all processors together: as little is left idle where there are many jobs
IDLE = slice(3, 5)  # of the numbers in the first line of /proc/stat: idle, iowait (proc(5))


class Room:
    """Looks now and then at how much time the processors had that nobody has used."""

    def __init__(self) -> None:
        self._looked = time.monotonic()
        self._idle = idle()

    def is_there(self) -> bool:
        """Tell whether a processor has been idle since the last time that this was found out.

        That is found out twice a second at most; False otherwise, and where the system does
        not tell.
        """
        return self._unused() >= SHARE

    def more(self, others: int) -> int:
        """Give how many there is room for beside so many others, if all need as much as those.

        That is found out as for `is_there`.
        """
        share = self._unused() / machine.CORES
        return 1 + int(others * share) if share >= SPARE else 0

    def _unused(self) -> float:
        """Give how many processors have been idle since the last look; 0 where it is too early."""
        now = time.monotonic()
        passed, before = now - self._looked, self._idle
        if passed < SECONDS_BETWEEN or before is None:
            return 0.0
        self._looked, self._idle = now, idle()
        return 0.0 if self._idle is None else (self._idle - before) / passed


def idle() -> float | None:
    """Give the seconds that all processors together have been idle; None if nobody tells."""
    try:
        with open("/proc/stat") as file:
            _, *ticks = file.readline().split()
        return sum(map(int, ticks[IDLE])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return None
