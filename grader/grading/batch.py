"""Grades a class: one submission, one job, on any Executor of processes.

A submission is read when there is a place for it and travels in its job, so that memory
stays flat and no disk has to be shared. Its programs are judged one after the other, most of
the time waiting. So that the processors have something to do, many submissions are in flight.
"""

import gc
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

from grader import machine
from grader.course.targets import Choice
from grader.examiner import session, verdict
from grader.examiner.job import Job
from grader.grading import pool
from grader.grading.collect import Run
from grader.i18n import speaking
from grader.launch.program import Launcher
from grader.report import Isolation, ProgramResult, Report

BYTES_OF_A_SEED = 8
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
    for work, done in pool.once(judge, works, executor, width, tick):
        if isinstance(done, Report):
            yield work, done
        else:
            lost.append(work)
    yield from pool.once(judge, lost, executor, pool.Width(1), tick)


# ------------------------------------------------------------------ in a worker


def judge(work: Coursework) -> Report:
    """Judge the programs of a submission in this process, one after the other."""
    language = work.jobs[0].language
    with _one_at_a_time, speaking(language):
        worker = pool.worker()
        run = Run(work.place, work.jobs, work.seed)
        results = {job.target: _result(job, worker) for job in work.jobs}
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
