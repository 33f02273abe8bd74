"""How much of a check's time went by because others had the processors.

A failure that depends on time may be due to a machine that was busy. Whether it was is measured
for each check, and not guessed: the kernel counts for how long the program was ready to run and
had no processor, and for how long this process was. A program that hangs waits for something
else, so that it loses nothing by that, however busy the machine is. And one that has used the
processors itself was not kept from them by others. Where no kernel counts, a machine counts as
busy if it has more to do than it has cores, or if it does not tell.
"""

import time

from grader import machine
from grader.jail import turns
from grader.jail.turns import Turns
from grader.launch.program import Moment
from grader.peers.patience import STALL

PART_OF_A_WAIT = 0.2  # of a wait in vain that the program had no processor: it may have needed it
# Seconds that the program and we had none, together: as long may decide over waits of 0.2 s.
A_MOMENT = 0.1
OWN_PART = 0.75  # of its age that a program has run itself: it was not kept from it by others


def waits_for_a_turn(had: Turns) -> bool:
    """Tell whether a program waits for a processor just now, as far as can be told.

    It is ready to run, and until now it has waited longer than it has run.
    """
    ran, waited, is_ready = had
    return is_ready and waited > ran


class Strain:
    """What one check has lost to others until now, and whether its failure may be due to that."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._ours, self._late = turns.of_this_thread(), 0.0
        self.has_run_out = False  # a wait in this check
        # whether the rules give the program a time after which it does something else
        self.has_clock = False
        self.is_in_doubt = False

    def woke_late(self, seconds: float) -> None:
        """Note that our process was woken so much later than it had asked for."""
        self._late += seconds if seconds > STALL else 0.0

    def ran_out(self, since: float, moment: Moment) -> None:
        """Note that a wait which began then was in vain at this moment of the program."""
        self.has_run_out = True
        self._doubt(moment, PART_OF_A_WAIT * (time.monotonic() - since))

    def failed(self, moment: Moment, gave_up: bool) -> None:
        """Note that the check has failed; the program `gave_up` if it may have waited no longer.

        Where a wait of ours ran out, that was what decided.
        """
        if (gave_up or self.has_clock) and not self.has_run_out:
            self._doubt(moment, A_MOMENT - self._lost_by_us())

    def _doubt(self, moment: Moment, enough: float) -> None:
        """Doubt the failure if the program waited for a processor long enough, by others' doing."""
        if moment.turns is None:
            self.is_in_doubt |= machine.has_more_to_do()
            return
        ran, waited, _ = moment.turns
        was_kept = waited >= enough or waits_for_a_turn(moment.turns)
        self.is_in_doubt |= was_kept and ran < OWN_PART * moment.age

    def _lost_by_us(self) -> float:
        now = turns.of_this_thread()
        return self._late + (now[1] - self._ours[1] if now and self._ours else 0.0)
