"""The scene of a check: the learner's program, its network, the wire as it happened, our patience.

Every peer works with these, so they travel as one object. Whatever is waited for
(bytes, a datagram, a print, the end of the program) is waited for by `Scene.wait`, and
nowhere else: it looks, and where there is nothing yet it lets time pass until one of
the sockets is ready or something happens to the program. A reference server that lives
in this process, because the learner's program is its client, does its work meanwhile.
"""

import enum
import math
import select
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from grader.failures.diagnosis.death import UNKNOWN
from grader.failures.errors import ConnectionEnded
from grader.launch.channel import Readable
from grader.launch.errors import LaunchError
from grader.launch.network import Network
from grader.launch.program import Moment, OutOfTime, Program
from grader.peers.patience import Deadline, GivenUp, Patience, Wait
from grader.peers.strain import Strain, waits_for_a_turn
from grader.peers.transcript import Transcript

TICK = 0.01  # seconds
TICKS_OF_QUIET = 12
MOST_TURNS = 25  # in which it is quiet: each of them costs some work, however long it is
READ_THE_REST = 3.0  # seconds for the last words of a program that has ended
LAST_WORDS = 0.3  # seconds for those of one that has just closed its connection,
MOST_LAST_WORDS = 6  # and so often again, while it says more or waits for a processor
# A look costs some work, and a program that has not been ready for long is rarely so just now:
# the pauses between looks grow with what has been waited, up to SLOWEST seconds.
PART_OF_THE_WAIT, SLOWEST = 0.02, 0.02

# A program is given time for so many seconds in all, and until it has run for as many as that: one
# that spins waits for a processor for ever, and would be ended for using it in the end.
MOST_MADE_UP, MOST_RUN = 60.0, 8.0
# Seconds more for one that is given time, and still waits; nobody is given more before it is asked
# again what it has had: else it could run until it is ended in one such time.
AT_ONCE = 1.0

# What a server may run until it waits for somebody, and how old it may be then, in seconds.
RUNS_FIRST, OLDEST = 0.3, 5.0

Sockets = Sequence[Readable]


class Waited(enum.Enum):
    """How a wait came to its end."""

    DONE = "what was waited for is there"
    ENDED = "the program had ended, and it is not there"
    IN_VAIN = "patience has come to its end"


@dataclass(frozen=True)
class Interest:
    """What a server wants to be woken for; `due` is a time of time.monotonic(), or never."""

    reading: Sockets = ()
    writing: Sockets = ()
    due: float = math.inf


class Server(Protocol):
    """A reference server that is driven by the wait loop of the scene it belongs to."""

    def interest(self) -> Interest:
        """Tell what to wake it for."""

    def work(self) -> bool:
        """Do what can be done without waiting; tell whether anything was."""


class Scene:
    """One check's program (once it has been started), its network, transcript and patience."""

    def __init__(
        self,
        transcript: Transcript,
        patience: Patience,
        network: Network,
        program: Program | None = None,
        strain: Strain | None = None,
    ) -> None:
        self.transcript, self.patience, self.network = transcript, patience, network
        self.strain = strain or Strain()  # of the check, over all of its scenes
        self.servers: list[Server] = []
        # whether there was a connection of ours to the program, or of it to us
        self.was_reached = False
        # how far the program was at the end of the last wait in vain, or when it failed
        self.moment: Moment | None = None
        # how many steps there were before the first probe, if the program has been probed
        self.probed_at: int | None = None
        self._is_probing = False
        self.around = UNKNOWN  # what a diagnosis may know of the program
        self._program = program
        self._made_up = 0.0  # seconds that the program has been given back

    @property
    def program(self) -> Program:
        """The program that runs in this scene. Raises RuntimeError before one is started."""
        if self._program is None:
            raise RuntimeError("this check has not started the program yet")
        return self._program

    @program.setter
    def program(self, program: Program) -> None:
        self._program, self.was_reached = program, False
        self.moment, self._made_up = None, 0.0

    @property
    def has_program(self) -> bool:
        """Whether a program has been started in this scene."""
        return self._program is not None

    @property
    def may_be_leaving(self) -> bool:
        """Whether a program that has met nobody yet is on its way still, and perhaps to its end.

        Between listen() and accept(), or bind() and recvfrom(), the system takes for it whoever
        comes, and between accept() and recv() what comes. One that dies there would be met or not,
        by the moment. So nobody comes, and nothing, before it waits, or has run for long: then it
        looks again and again.
        """
        if self.program.ended:
            return False
        had = self.program.turns()
        if had is None or time.monotonic() - self.program.started > OLDEST:
            return False
        ran, _, is_ready = had
        return is_ready and ran < RUNS_FIRST

    def wait(
        self,
        look: Callable[[], bool],
        kind: Wait,
        *,
        reading: Sockets = (),
        writing: Sockets = (),
        or_end: bool = False,
        every: float = math.inf,
        pauses: float = 0.0,
        latest: float = math.inf,
        progress: Callable[[], object] = lambda: None,
        is_busy: Callable[[], bool] = lambda: False,
        silence_is_right: bool = False,
    ) -> Waited:
        """Look again and again until `look` finds what it is for, or patience ends.

        `reading` and `writing` are the sockets whose readiness is worth a look; there is one
        after `every` seconds in any case, or a little later when the wait is long. With `or_end`
        the end of the program ends the wait as well, after one more look. Patience begins anew
        whenever `progress` gives another value, a server of this scene had work to do, or `is_busy`
        says so when the time is up; but it never lasts beyond `latest` (of time.monotonic()).
        `pauses` are seconds that the program may rightly let pass. After a wait in vain the
        scene's `moment` tells where the program stood, unless `silence_is_right`. Raises
        OutOfTime and LaunchError, as `Program.wait` does, and GivenUp for what is only tried.
        """
        if not self._is_probing:
            self.moment = self.probed_at = None
        deadline = self.patience.deadline(kind, pauses, latest)
        began, before = time.monotonic(), progress()
        while True:
            had_ended = or_end and self.program.ended
            if look():
                deadline.met()
                return Waited.DONE
            if had_ended:
                return Waited.ENDED
            now = progress()
            moved, before = now != before, now
            if time.monotonic() < latest and (moved or (deadline.has_passed and is_busy())):
                deadline = self.patience.deadline(kind, pauses, latest)
            elif deadline.has_passed and self._makes_up(deadline):
                continue
            elif deadline.has_passed:
                if self._is_probing or silence_is_right or kind == "take":
                    deadline.missed()
                    return Waited.IN_VAIN
                return self._look_at_last(look, deadline, began, or_end)
            until = min(deadline.at, _next_look(began, every))
            if self.turn(until, reading, writing):
                deadline = self.patience.deadline(kind, pauses, latest)
            late = time.monotonic() - until
            deadline.put_off(late)
            self.strain.woke_late(late)

    def _look_at_last(
        self, look: Callable[[], bool], deadline: Deadline, began: float, or_end: bool
    ) -> Waited:
        """Find out how far the program is when the time is up, and look once more.

        Whoever tells of its end may have had no processor either; with the answer, that is told.
        """
        if self.patience.gives_up:
            raise GivenUp
        moment = self.program.moment(where=self._may_be_asked)
        if look():
            deadline.met()
            return Waited.DONE
        if or_end and self.program.ended:
            return Waited.ENDED
        deadline.missed()
        self.moment = moment
        self.strain.ran_out(began, moment)
        return Waited.IN_VAIN

    def _makes_up(self, deadline: Deadline) -> bool:
        """Give the program back what it had no processor for, if we do; tell whether it was any."""
        if not self.patience.makes_up or self._is_probing or self._made_up > MOST_MADE_UP:
            return False
        had = self.program.turns()
        if had is None or had[0] > MOST_RUN:
            return False
        # what it was kept for may become less, as threads of it end or run
        kept = min(max(0.0, had[1] - self._made_up), AT_ONCE)
        self._made_up += kept
        return deadline.put_off(AT_ONCE if waits_for_a_turn(had) else kept)

    @contextmanager
    def probe(self, text: str) -> Iterator[None]:
        """Try something with a program that has failed already, and say so in a step.

        What it does meanwhile is an answer to the probe, and no part of what it is judged by:
        whatever is sent and comes is told as the grader's.
        """
        self.failed()
        if self.probed_at is None:
            self.probed_at = self.transcript.length
        transcript = self.transcript
        transcript.remark(text)
        self._is_probing = transcript.is_probing = True
        try:
            yield
        finally:
            self._is_probing = transcript.is_probing = False

    def failed(self, error: BaseException | None = None) -> None:
        """Keep the moment at which the program has failed, unless a wait in vain has done so.

        What it prints and does after that is not its own doing. If `error`, or what is being
        handled where it is not given, says that it has gone, it may still say why, and its
        status is known then, also where that comes after a wait in vain.
        """
        if self._program is None or self._is_probing:
            return
        with suppress(OutOfTime, LaunchError):  # what has been found stands, without its moment
            if isinstance(error or sys.exception(), ConnectionEnded):
                self._hear_last_words()
            if self.moment is not None:
                return
            is_asked = isinstance(error, OutOfTime) and self._may_be_asked
            self.moment = self.program.moment(where=is_asked)
            if isinstance(error, OutOfTime):
                self.strain.ran_out(self.strain.began, self.moment)

    @property
    def _may_be_asked(self) -> bool:
        """Whether asking where it stands leaves the program as it is.

        The signal that asks ends a recv() with MSG_WAITALL before all is there (recv(2)).
        """
        return "MSG_WAITALL" not in self.around.source

    def _hear_last_words(self) -> None:
        """Wait while it prints a traceback, piece by piece, or has no processor to do so."""
        for _ in range(MOST_LAST_WORDS):
            said = self.program.stderr.total
            if self.program.wait_for_end(time.monotonic() + LAST_WORDS):
                return
            had = self.program.turns()
            is_kept = had is not None and waits_for_a_turn(had)
            is_over = self.program.stderr.total == said and not self.program.ended
            if is_over and not is_kept:
                return

    def turn(self, at: float, reading: Sockets = (), writing: Sockets = ()) -> bool:
        """Let time pass until `at`, a ready socket, or an event of the program.

        The servers of this scene then do what they can; the result tells whether any did.
        """
        wanted = [server.interest() for server in self.servers]
        self.program.wait(
            min([at, *(interest.due for interest in wanted)]),
            [*reading, *(sock for interest in wanted for sock in interest.reading)],
            [*writing, *(sock for interest in wanted for sock in interest.writing)],
        )
        worked = [server.work() for server in self.servers]
        return any(worked)

    def is_quiet(self, reading: Sockets, ticks: int = TICKS_OF_QUIET) -> bool:
        """Tell whether none of the sockets becomes readable for a number of ticks.

        Ticks are turns of our own process, and not a fixed time: on a
        loaded machine the turns take longer, as the program's do. An error is on the
        lenient side: something that comes later is not seen.
        """
        turns = min(ticks, MOST_TURNS)
        for _ in range(turns):
            end = time.monotonic() + TICK * ticks / turns
            while time.monotonic() < end:
                self.turn(end, reading)
                if reading and select.select(reading, [], [], 0)[0]:  # Windows takes no empty list
                    return False
        return True

    def program_ends(self) -> bool:
        """Tell whether the program ends by itself in time; read what it printed.

        To print and to end are two steps: patience begins anew when it prints, up to twice as long.
        """
        waited = self.wait(
            lambda: self.program.ended,
            "end",
            progress=lambda: self.program.stdout.total,
            latest=time.monotonic() + 2 * self.patience.seconds("end"),
        )
        if waited is Waited.IN_VAIN:
            return False
        return self.program.wait_for_end(time.monotonic() + READ_THE_REST)


def _next_look(began: float, every: float) -> float:
    """Tell when to look again in a wait that began then, if there is a look after `every` seconds."""
    now = time.monotonic()
    return now + max(every, min(PART_OF_THE_WAIT * (now - began), SLOWEST))
