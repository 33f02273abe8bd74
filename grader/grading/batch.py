"""Grades a class: one submission, one job, on any Executor of processes.

A submission is read when there is a place for it and travels in its job, so that memory
stays flat and no disk has to be shared. Its programs are judged one after the other, most of
the time waiting. So that the processors have something to do, many submissions are in flight.

When one of them hangs, the others of that submission most often hang as well. Then its job ends
with a report on what it has judged so far, and each of the programs that are left is a job of
its own, so that they wait side by side.
"""

import collections
import gc
import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Self

from grader import machine
from grader.course.targets import Choice
from grader.examiner import session, verdict
from grader.examiner.job import Job
from grader.grading import pool
from grader.grading.collect import Run, joined
from grader.i18n import speaking
from grader.launch.program import Launcher
from grader.report import Isolation, ProgramResult, Report

BYTES_OF_A_SEED = 8
SECONDS_OF_ONE_THAT_HANGS = 5.0  # a program that is right takes less, however many are in flight
# a process judges one program at a time; a worker of a cluster may have several threads
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Coursework:
    """One learner's submission and what is asked about it, as plain data that can travel.

    `key` tells whose it is, `place` where it lay, and each of the `jobs` is a program.
    """

    key: str
    place: str
    jobs: tuple[Job, ...]
    seed: int


def seed_for(key: str, seed: int) -> int:
    """Give the seed of one learner in a run.

    Learners draw different words, so that a program cannot use what a classmate's has seen where
    programs are not isolated. The same run of the same learner draws the same ones.
    """
    told = hashlib.sha256(f"{seed}:{key}".encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(told[:BYTES_OF_A_SEED], "big")


def width(wanted: int | None) -> pool.Width:
    """Give how many submissions are judged at once: so many as wanted, or as keep a machine busy."""
    if wanted:
        return pool.Width(wanted)
    most = machine.most_submissions()
    return pool.Width(min(machine.SUBMISSIONS_OF_A_CORE * machine.CORES, most), most, many=True)


def warm_up(choices: Iterable[Choice]) -> None:
    """Import what judging these needs, so that workers which are forked from now on share it."""
    session.warm_up()
    for choice in choices:
        pool.failure_to_load(Job(choice.target, {}, None, 0))
    gc.collect()
    gc.freeze()  # what nobody touches is not copied


def workers(launcher: Launcher, wanted: int | None) -> pool.Workers:
    """Make the executor of this machine."""
    launcher.isolation()  # asked once: what is forked from here on knows the answer
    return pool.Workers(launcher, wanted or machine.most_submissions())


def grade(
    works: Iterable[Coursework],
    executor: Executor,
    width: pool.Places,
    tick: Callable[[], None],
) -> Iterator[tuple[Coursework, Report | Exception]]:
    """Yield each submission with its report, or with what has broken its job twice.

    One whose job breaks is tried once more when all others are done, alone.
    """
    lost = []
    for work, done in _whole(works, executor, width, tick):
        if isinstance(done, Report):
            yield work, done
        else:
            lost.append(work)
    yield from _whole(lost, executor, pool.Width(1), tick)


def _whole(
    works: Iterable[Coursework],
    executor: Executor,
    width: pool.Places,
    tick: Callable[[], None],
) -> Iterator[tuple[Coursework, Report | Exception]]:
    """Yield each submission once, when all of its programs are judged or one of its jobs broke."""
    line = _Line(works)
    for work, done in pool.once(judge, line, executor, width, tick):
        yield from line.came(work, done)


class _Line:
    """What is judged next: the programs that are left of a submission, before a new one is begun."""

    def __init__(self, works: Iterable[Coursework]) -> None:
        self._works = iter(works)
        self._left: collections.deque[Coursework] = collections.deque()
        self._begun: dict[str, _Begun] = {}

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Coursework:
        return self._left.popleft() if self._left else next(self._works)

    def came(
        self, work: Coursework, done: Report | Exception
    ) -> Iterator[tuple[Coursework, Report | Exception]]:
        """Take what a job came to; yield its submission if nothing of that is left to be judged."""
        begun = self._begun.setdefault(work.key, _Begun(work))
        self._left += begun.take(work, done)
        if not begun.waits:
            del self._begun[work.key]
            yield begun.work, begun.whole()


class _Begun:
    """A submission of which something has been judged."""

    def __init__(self, work: Coursework) -> None:
        self.work = work
        self.waits = 0  # for so many jobs
        self._parts: list[Report | Exception] = []

    def take(self, work: Coursework, done: Report | Exception) -> list[Coursework]:
        """Take what one of its jobs came to; give what that has left over, each program by itself."""
        self._parts.append(done)
        judged = len(done.programs) if isinstance(done, Report) else len(work.jobs)
        left = [replace(work, jobs=(job,)) for job in work.jobs[judged:]]
        self.waits += len(left) - (work is not self.work)
        return left

    def whole(self) -> Report | Exception:
        """Give the report on all of it, or what has broken one of its jobs."""
        reports = []
        for part in self._parts:
            if not isinstance(part, Report):
                return part
            reports.append(part)
        return joined(reports, [job.target for job in self.work.jobs])


# ------------------------------------------------------------------ in a worker


def judge(work: Coursework) -> Report:
    """Judge the programs of a submission in this process, one after the other, until one hangs."""
    language = work.jobs[0].language
    with _one_at_a_time, speaking(language):
        worker = pool.worker()
        run, results = Run(work.place, work.jobs, work.seed), {}
        for job in work.jobs:
            began = time.monotonic()
            results[job.target] = _result(job, worker)
            if time.monotonic() - began > SECONDS_OF_ONE_THAT_HANGS:
                break
        run.jobs = run.jobs[: len(results)]
        return run.report(results, Isolation(*worker.isolation()), "")


def _result(job: Job, worker: pool.Worker) -> ProgramResult:
    """Judge one program; where the grader fails at it, the others of the submission stand."""
    if error := pool.failure_to_load(job):
        return verdict.of_unloadable(job, error)
    try:
        return worker.judge(job)
    except Exception:
        return _second_try(job, worker)


def _second_try(job: Job, worker: pool.Worker) -> ProgramResult:
    try:
        return worker.judge(job)
    except Exception as error:
        return verdict.of_broken(job, error)
