"""Examines one job: a pytest session inside this process runs the checks of its file.

What pytest runs are its items; what `needs` what, the points, the outcomes and the transcripts
are ours. pytest-timeout stands behind every check as the last resort, since every wait of ours
has a deadline.
"""

import contextlib
import functools
import threading
import time
from collections.abc import Callable, Iterable, Iterator

import pytest

from grader import machine
from grader.course import checks
from grader.course.checks import Check, SitOut
from grader.course.layout import Target
from grader.examiner import verdict
from grader.examiner.ahead import Ahead
from grader.examiner.audience import Audience
from grader.examiner.examination import Examination
from grader.examiner.job import Job
from grader.examiner.shown import Shown
from grader.examiner.suite import Suite, function_of
from grader.failures.errors import Failure
from grader.i18n import speaking
from grader.launch.program import Launcher, OutOfTime
from grader.report import CheckResult, ProgramResult

Judged = Callable[[CheckResult], None]
# pytest works with things of the whole process: its environment, its handlers of signals
_one_at_a_time = threading.Lock()


class Busy(RuntimeError):
    """An attempt to examine two programs at a time in one process."""


def examine(
    job: Job,
    launcher: Launcher,
    held: contextlib.ExitStack | None = None,
    audience: Audience | None = None,
    judged: Judged | None = None,
) -> ProgramResult:
    """Judge one program. Raises Busy if this process is examining another one.

    What the examination takes (processes, ports, a folder) is given back when it ends, or
    before by whoever closes `held`, for instance because the process has to end. An `audience`
    follows it; then nothing is done ahead, so that all happens in the order in which it is told.
    `judged` gets the result of each check at once; of one with several cases the worst until then.
    """
    with speaking(job.language):
        return _examine(job, launcher, held, audience, judged)


def warm_up(targets: Iterable[Target] = ()) -> None:
    """Do what every examination needs, so that processes forked from now on need not.

    The checks of these programs are read as well, as far as they can be.
    """
    bench = _bench()
    for target in targets:
        with contextlib.suppress(Exception, SystemExit):  # where it is judged, its trouble is told
            bench.suite.items(target)


def _examine(
    job: Job,
    launcher: Launcher,
    held: contextlib.ExitStack | None,
    audience: Audience | None,
    judged: Judged | None,
) -> ProgramResult:
    if job.problem:
        return verdict.of_unread_file(job)
    if job.file not in job.files:
        return verdict.of_missing_file(job)
    if not _one_at_a_time.acquire(blocking=False):
        raise Busy("a process examines one program at a time: use an executor of processes")
    try:
        with contextlib.ExitStack() as own:
            stack = own if held is None else held.enter_context(own)
            examination = _begin(job, launcher, stack, audience)
            # an audience hears all that happens, and in its order
            may_play = audience is None and checks.plays_hold(job.target)
            shown = Shown(examination, may_play=may_play)
            ahead = Ahead(examination, launcher, shown, may_begin=audience is None)
            stack.callback(ahead.close)
            _run_checks(examination, ahead, shown, judged)
            results = examination.verdicts.complete(job.checks)
    finally:
        _one_at_a_time.release()
    return ProgramResult.of(job.target.program, job.target.file, results)


def _begin(
    job: Job, launcher: Launcher, held: contextlib.ExitStack, audience: Audience | None
) -> Examination:
    with machine.signals_wait():  # a signal between the two would leave its folder behind
        supervisor = launcher.supervisor(web=job.kind.form == "module")
        held.callback(supervisor.close)
    examination = Examination(job, supervisor, audience)
    held.callback(examination.ports.close)
    held.callback(examination.close)
    return examination


def _run_checks(
    examination: Examination, ahead: Ahead, shown: Shown, judged: Judged | None
) -> None:
    """Run the checks of the job, in their file's order, with the cases of a check together."""
    bench = _bench()
    bench.plugin.examination, bench.plugin.ahead = examination, ahead
    order = {check.name: place for place, check in enumerate(examination.job.checks)}
    every = bench.suite.items(examination.job.target)
    items = [item for item in every if _check(item).name in order]
    items.sort(key=lambda item: order[_check(item).name])
    try:
        with bench.suite.in_use():
            for item, after in zip(items, [*items[1:], None], strict=False):
                _run(bench, item, after, shown, judged)
    except BaseException:
        _bench.cache_clear()  # it was interrupted in the midst of a check
        raise
    finally:
        bench.plugin.forget()


def _run(
    bench: "_Bench",
    item: pytest.Item,
    after: pytest.Item | None,
    shown: Shown,
    judged: Judged | None,
) -> None:
    """Run one case of a check, unless a play has shown it, and judge it."""
    examination, ahead, check = bench.plugin.examination, bench.plugin.ahead, _check(item)
    verdicts = examination.verdicts
    if not verdicts.is_settled(check):
        # each case of a check has dice of its own
        examination.begin(item.name.removeprefix("test_"))
        began, raised = time.monotonic(), None
        if not verdicts.blocker(check):
            if scene := shown.scene(check):
                examination.take_over(scene)
            else:
                raised = bench.run(item, after)
                if examination.begin_anew(raised):
                    raised = bench.run(item, after)
                if examination.begin_in_doubt(raised):
                    raised = bench.run(item, after)
                    examination.end_doubt(raised)
        result = verdicts.add(check, raised, examination.scene, time.monotonic() - began)
        if judged:
            judged(result)
    ahead.drop(check)
    ahead.begin()


class _Plugin:
    """Gives the checks what they may ask of the examination that goes on."""

    examination: Examination
    ahead: Ahead
    raised: BaseException | None = None  # by the case that is run

    @pytest.fixture(name="examination")
    def _examination(self) -> Iterator[Examination]:
        """Give the current examination; end its program after the check."""
        yield self.examination
        self.examination.close_check(has_passed=self.raised is None)

    @pytest.fixture
    def sit_out(self, examination: Examination) -> SitOut:
        """Give what plays silent runs to their end (see `grader.examiner.ahead`)."""
        return self.ahead.sit_out

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        if call.excinfo and self.raised is None:
            self.raised = call.excinfo.value
            if isinstance(self.raised, Failure | OutOfTime):
                self.examination.failed(self.raised)

    def forget(self) -> None:
        """Keep nothing of an examination that is over."""
        del self.examination, self.ahead
        self.raised = None


class _Bench:
    """The pytest session of this process, and the plugin by which it knows the examination."""

    def __init__(self) -> None:
        self.plugin = _Plugin()
        self.suite = Suite(self.plugin)

    def run(self, item: pytest.Item, after: pytest.Item | None) -> BaseException | None:
        """Run one case of a check, and give what it raised."""
        self.plugin.raised = None
        self.suite.run(item, after)
        return self.plugin.raised


@functools.cache
def _bench() -> _Bench:
    return _Bench()


def _check(item: pytest.Item) -> Check:
    check = checks.of(function_of(item))
    assert check, f"{item.name} is no check, and should have been left out"
    return check
