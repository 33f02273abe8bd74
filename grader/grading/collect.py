"""From a submission to a Report: one job for each program, results collected.

Nothing is printed here, so that whoever wants a report (the command line, a watch, a
class, the course's lint) uses the same lines.
"""

import contextlib
import platform
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import grader
from grader import i18n, machine
from grader.course import layout
from grader.course.layout import Target
from grader.course.targets import Choice
from grader.examiner import verdict
from grader.examiner.job import Job
from grader.grading import pool
from grader.grading.progress import Watcher
from grader.i18n import gettext, gettext_noop
from grader.launch.program import Launcher
from grader.machine import STOPPING
from grader.report import CheckResult, Isolation, ProgramResult, Report, UnitResult
from grader.submissions.folder import Submission

NOT_REACHED = gettext_noop("the run has not come to this program")
INTERRUPTED = gettext_noop("the run was interrupted")


def collect(
    handed_in: Submission,
    choices: Sequence[Choice],
    launcher: Launcher,
    *,
    seed: int,
    workers: int | None = None,
    watcher: Watcher = Watcher(),  # noqa: B008  it is frozen
    stop: Callable[[], bool] | None = None,
) -> Report:
    """Grade the chosen programs of a submission, `workers` of them at a time.

    The default is one for each processor, and more while they are idle.

    After Ctrl-C, SIGTERM or SIGHUP the Report is not complete: the checks of programs that
    were not graded by then are in it as not run. Who sees to the signals themselves gives
    `stop` instead, which is asked now and then whether to end like this.
    """
    with contextlib.nullcontext(stop) if stop else stop_signals() as stopped:
        run = Run(str(handed_in.folder), jobs_for(handed_in, choices, seed), seed)
        results: dict[Target, ProgramResult] = {}
        told = -1  # of how many results the watcher has had a report

        def report(why: str) -> Report:
            return run.report(results, Isolation(*launcher.isolation()), why)

        def tick() -> None:
            nonlocal told
            watcher.tick()
            if stopped():
                raise KeyboardInterrupt
            if watcher.report and told < len(results) < len(run.jobs):  # the last is the caller's
                told = len(results)
                watcher.report(report(gettext(NOT_REACHED)))

        for target, result in _results(run.jobs, launcher, workers, tick, watcher.check):
            results[target] = result
            watcher.result(target, result)
        return report(gettext(INTERRUPTED))


def not_graded(folder: Path, choices: Sequence[Choice], *, why: str) -> Report:
    """Give the report on what could not be graded at all, which says why; nothing was run."""
    jobs = [Job(choice.target, {}, None, 0, choice.checks) for choice in choices]
    return Run(str(folder), jobs, 0).report({}, Isolation("none", []), why)


class Run:
    """What all reports on one run have in common, from the first one to the last."""

    def __init__(self, name: str, jobs: Sequence[Job], seed: int) -> None:
        self.jobs = jobs
        self._name, self._seed = name, seed
        self._began = time.monotonic()

    def report(
        self, results: Mapping[Target, ProgramResult], isolation: Isolation, why: str
    ) -> Report:
        """Give the report on these results; whatever has none is not graded, for this reason."""
        whole = {job.target: results.get(job.target) or _ungraded(job, why) for job in self.jobs}
        units = _units(whole)
        return Report(
            submission=self._name,
            graded_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=round(time.monotonic() - self._began, 2),
            seed=self._seed,
            grader=grader.__version__,
            python=platform.python_version(),
            platform=sys.platform,
            isolation=isolation,
            score=sum(unit.score for unit in units),
            max_score=sum(unit.max_score for unit in units),
            units=units,
            complete=len(results) == len(self.jobs),
            language=i18n.language(),
        )


def _ungraded(job: Job, why: str) -> ProgramResult:
    """Make the result of a program that was not graded, or of one whose checks are broken."""
    error = pool.failure_to_load(job)
    return verdict.of_unloadable(job, error) if error else verdict.of_ungraded(job, why)


def joined(reports: Sequence[Report], order: Sequence[Target]) -> Report:
    """Make one report of those on parts of a submission; all but the first were judged at once."""
    first, *others = reports
    if not others:
        return first
    programs = {
        Target(unit.name, program.name): program
        for report in reports
        for unit in report.units
        for program in unit.programs
    }
    titles = {unit.name: unit.title for report in reports for unit in report.units}
    units = _units({target: programs[target] for target in order}, titles.__getitem__)
    return replace(
        first,
        graded_at=max(report.graded_at for report in reports),
        seconds=round(first.seconds + max(report.seconds for report in others), 2),
        score=sum(unit.score for unit in units),
        max_score=sum(unit.max_score for unit in units),
        units=units,
    )


def jobs_for(handed_in: Submission, choices: Sequence[Choice], seed: int) -> list[Job]:
    """Make one job for each choice, with all files of its unit: one may import another."""
    jobs = []
    for target, names in ((choice.target, choice.checks) for choice in choices):
        work = handed_in.units[target.unit]
        file = f"{target.program}.py"
        jobs.append(
            Job(
                target=target,
                files=work.files,
                problem=work.problems.get(file),
                seed=seed,
                chosen=names,
                neighbour=work.neighbours.get(file),
                behind=work.behind,
                language=i18n.language(),
            )
        )
    return jobs


def _results(
    jobs: Sequence[Job],
    launcher: Launcher,
    workers: int | None,
    tick: Callable[[], None],
    check: Callable[[Target, CheckResult], None] | None,
) -> Iterator[tuple[Target, ProgramResult]]:
    """Yield each program's result when it is done, until `tick` raises KeyboardInterrupt.

    `check` is called before a tick with the result of each check that has been judged.
    """
    at_once = min(workers or machine.CORES, len(jobs)) or 1
    most = min(machine.most_jobs(workers), len(jobs)) or 1
    tells = check is not None
    with contextlib.suppress(KeyboardInterrupt), pool.Workers(launcher, most, tells) as executor:

        def listen() -> None:
            for target, judged in executor.told():
                if check:
                    check(target, judged)
            tick()

        for job, result in pool.run(jobs, executor, at_once=at_once, or_more=most, tick=listen):
            yield job.target, result


@contextlib.contextmanager
def stop_signals() -> Iterator[Callable[[], bool]]:
    """Yield a function that says whether Ctrl-C or its like came, once or more often.

    The signals raise nothing meanwhile, so that no work of others is cut in half. A signal
    that was ignored before is ignored still; outside the main thread none can be caught.
    """
    came: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        came.append(number)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    known = {number: signal.getsignal(number) for number in STOPPING}
    before = {
        number: signal.signal(number, note)
        for number, handler in known.items()
        if handler not in (signal.SIG_IGN, None)
    }
    try:
        yield lambda: bool(came)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _units(
    results: Mapping[Target, ProgramResult], title: Callable[[str], str] = layout.title
) -> list[UnitResult]:
    return [
        UnitResult.of(unit, title(unit), [results[each] for each in results if each.unit == unit])
        for unit in dict.fromkeys(target.unit for target in results)
    ]
