"""Silent runs: what they cost in waiting is spent while other checks are judged.

A check may ask what becomes of a program to which nobody speaks for a while. Its story is told
by a silent run, a generator function with a single `yield`, where the silence begins:

    def nobody_comes(examination):
        server = …Server(examination)
        …                              # what is done before the silence
        since = yield
        server.pause(A_WHILE, since)   # its rest: nobody has spoken since then
        …                              # what is demanded after it

A check that names it, `@check(…, ahead=SilentRuns("answers", runs=(nobody_comes,)))`, plays it
by the fixture `sit_out`. As soon as the check `answers` has been passed, the run is begun, in a
program of its own beside the others.

That two copies of a program run at a time must not cost it anything. So what goes wrong in a
run that was begun ahead is no verdict: it is played once more, at its check's turn, when no
other program runs. And a program that does not come as far as its silence beside others
gets no run ahead any more. So that this is seen before another check can suffer from it, the
last run of a check should hear from the program before its silence: then it has begun to serve.
"""

import contextlib
import math
import time
from collections.abc import Generator

from grader.course.checks import BadChecks, Check, SilentRun
from grader.examiner.examination import Examination
from grader.examiner.shown import Shown
from grader.launch.errors import LaunchError
from grader.launch.program import Launcher
from grader.peers.scene import Scene


class Begun:
    """A silent run that has come as far as its silence, in an examination of its own.

    Raises what is wrong, if it does not come so far.
    """

    def __init__(
        self, run: SilentRun, check: Check, examination: Examination, launcher: Launcher
    ) -> None:
        self._may_end = check.ahead is not None and check.ahead.may_end
        with contextlib.ExitStack() as held:
            supervisor = launcher.supervisor()
            held.callback(supervisor.close)
            self._examination = examination.beside(supervisor, check.name, run.__name__)
            held.callback(self._examination.ports.close)
            held.callback(self._examination.end)
            self._play = held.enter_context(contextlib.closing(run(self._examination)))
            next(self._play)
            self._since = time.monotonic()
            self._examination.last_until(math.inf)  # it has all the time until its check's turn
            self._held = held.pop_all()

    def go_on(self, last_moment: float) -> Scene:
        """Play the rest, until `last_moment`, and give its scene. Raises what is wrong."""
        self._examination.last_until(last_moment)
        _to_its_end(self._play, self._since)
        return self._examination.scene

    def has_failed(self) -> bool:
        """Tell whether its program has ended by itself, and should not have."""
        self._examination.scene.turn(time.monotonic())
        return self._examination.scene.program.ended and not self._may_end

    def close(self) -> None:
        """End its program, and give back all that it has taken."""
        with contextlib.suppress(LaunchError):  # its supervisor is closed all the same
            self._held.close()


class Ahead:
    """The silent runs of one examination that have been begun before their check's turn.

    None of them is, if they may not begin so early: each is played at its check's turn.
    """

    def __init__(
        self,
        examination: Examination,
        launcher: Launcher,
        shown: Shown,
        may_begin: bool = True,
    ) -> None:
        self._examination, self._launcher, self._shown = examination, launcher, shown
        self._begun: dict[SilentRun, Begun] = {}
        self._runs_beside_itself = may_begin  # as far as is known

    def begin(self) -> None:
        """Begin what can be begun by now, between two checks."""
        try:
            for check in filter(self._is_due, self._examination.job.checks):
                for run in _runs_of(check):
                    self._begun[run] = Begun(run, check, self._examination, self._launcher)
            if any(begun.has_failed() for begun in self._begun.values()):
                self._leave_alone()
        except Exception:
            self._leave_alone()

    def _is_due(self, check: Check) -> bool:
        if check.ahead is None or not self._runs_beside_itself:
            return False
        if self._shown.has_shown(check):
            return False
        verdicts = self._examination.verdicts
        is_new = self._begun.keys().isdisjoint(check.ahead.runs)
        return is_new and verdicts.is_to_come(check) and verdicts.passed(check.ahead.once_passed)

    def sit_out(self, run: SilentRun) -> None:
        """Play a silent run to its end, or what is left of it; the check then has its scene.

        Raises what is wrong.
        """
        if scene := self._played(run):
            self._examination.take_over(scene)
            return
        self._leave_alone()
        self._examination.begin_run(run.__name__)
        with contextlib.closing(run(self._examination)) as play:
            next(play)
            _to_its_end(play, time.monotonic())

    def _played(self, run: SilentRun) -> Scene | None:
        """Play what is left of a run that was begun, and give its scene if nothing is wrong."""
        begun = self._begun.pop(run, None)
        if begun is None:
            return None
        with contextlib.closing(begun):
            try:
                return begun.go_on(self._examination.last_moment)
            except Exception:
                return None  # perhaps the copies were in each other's way

    def drop(self, check: Check) -> None:
        """End the runs of a check that it has not sat out."""
        for run in _runs_of(check):
            if begun := self._begun.pop(run, None):
                begun.close()

    def _leave_alone(self) -> None:
        """End all runs, and begin no other one: from now on the program runs alone."""
        self._runs_beside_itself = False
        self.close()

    def close(self) -> None:
        """End all runs that nobody has sat out."""
        while self._begun:
            self._begun.popitem()[1].close()


def _runs_of(check: Check) -> tuple[SilentRun, ...]:
    return check.ahead.runs if check.ahead else ()


def _to_its_end(play: Generator[None, float, None], since: float) -> None:
    """Play the rest of a silent run, in which nobody has spoken since then."""
    try:
        play.send(since)
    except StopIteration:
        return
    raise BadChecks("a silent run yields once, where its silence begins")
