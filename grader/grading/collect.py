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
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import grader
from grader.course import layout
from grader.course.layout import Target
from grader.course.targets import Choice
from grader.examiner import verdict
from grader.examiner.job import Job
from grader.grading import pool
from grader.grading.progress import Watcher
from grader.launch.program import Launcher
from grader.report import Isolation, ProgramResult, Report, UnitResult
from grader.submissions import folder as submission


def collect(
    folder: Path,
    choices: Sequence[Choice],
    launcher: Launcher,
    *,
    seed: int,
    workers: int,
    watcher: Watcher = Watcher(),  # noqa: B008  it is frozen
) -> Report:
    """Grade the chosen programs of a submission, `workers` of them at a time.

    After Ctrl-C or SIGTERM the Report is not complete: the checks of programs that were not
    graded by then are in it as not run. Raises BadSubmission for a folder that cannot be graded.
    """
    began = time.monotonic()
    with _stop_signals() as stopped:
        root = submission.find(folder, [choice.target.unit for choice in choices])
        jobs = jobs_for(root, choices, seed)
        results = dict(_results(jobs, launcher, workers, watcher, stopped))
    complete = len(results) == len(jobs)
    results |= {j.target: verdict.of_interrupted(j) for j in jobs if j.target not in results}
    units = _units([job.target for job in jobs], results)
    return Report(
        submission=str(folder),
        graded_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=round(time.monotonic() - began, 2),
        seed=seed,
        grader=grader.__version__,
        python=platform.python_version(),
        platform=sys.platform,
        isolation=Isolation(*launcher.isolation()),
        score=sum(unit.score for unit in units),
        max_score=sum(unit.max_score for unit in units),
        units=units,
        complete=complete,
    )


def jobs_for(root: Path, choices: Sequence[Choice], seed: int) -> list[Job]:
    """Make one job for each choice; the learner's files are read here and nowhere else."""
    units = dict.fromkeys(choice.target.unit for choice in choices)
    sources = {  # all programs of a unit: one may import another
        Target(unit, program): submission.read(root, Target(unit, program))
        for unit in units
        for program in layout.programs(unit)
    }
    return [
        Job(
            target=choice.target,
            files={
                f"{sibling.program}.py": source.data
                for sibling, source in sources.items()
                if sibling.unit == choice.target.unit and source.data is not None
            },
            problem=sources[choice.target].problem,
            seed=seed,
            chosen=choice.checks,
        )
        for choice in choices
    ]


def _results(
    jobs: Sequence[Job],
    launcher: Launcher,
    workers: int,
    watcher: Watcher,
    stopped: Callable[[], bool],
) -> Iterator[tuple[Target, ProgramResult]]:
    """Yield each program's result when it is done, until the run is stopped."""

    def tick() -> None:
        watcher.tick()
        if stopped():
            raise KeyboardInterrupt

    width = min(workers, len(jobs)) or 1
    with contextlib.suppress(KeyboardInterrupt), pool.Workers(launcher, width) as executor:
        for job, result in pool.run(jobs, executor, at_once=width, tick=tick):
            watcher.result(job.target, result)
            yield job.target, result


@contextlib.contextmanager
def _stop_signals() -> Iterator[Callable[[], bool]]:
    """Yield a function that says whether Ctrl-C or SIGTERM came, once or more often.

    The signals raise nothing meanwhile, so that no work of others is cut in half. A signal
    that was ignored before is ignored still; outside the main thread none can be caught.
    """
    came: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        came.append(number)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    known = {number: signal.getsignal(number) for number in pool.STOPPING}
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


def _units(targets: Sequence[Target], results: Mapping[Target, ProgramResult]) -> list[UnitResult]:
    return [
        UnitResult.of(
            unit, layout.title(unit), [results[each] for each in targets if each.unit == unit]
        )
        for unit in dict.fromkeys(target.unit for target in targets)
    ]
