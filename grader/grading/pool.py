"""Hands jobs to an Executor of processes, and loses none of them.

Any `concurrent.futures.Executor` will do whose workers are processes, here or on
another machine. A job whose process breaks (there should be none) takes no other one
down for good: whatever was lost with it is run again, each job alone, and the one that
breaks its process once more is an error.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.context import BaseContext
from multiprocessing.queues import SimpleQueue
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from grader import launch, machine
from grader.course.layout import Target
from grader.examiner import session, verdict
from grader.examiner.job import Job
from grader.grading.room import Room
from grader.launch.program import Launcher
from grader.machine import STOPPING
from grader.report import CheckResult, ProgramResult

SECONDS_BETWEEN_TICKS = 0.1
Telling = SimpleQueue[tuple[Target, CheckResult]]
Parameters = ParamSpec("Parameters")
Value = TypeVar("Value")


def run(
    jobs: Sequence[Job],
    executor: Executor,
    *,
    at_once: int | None = None,
    or_more: int = 0,
    tick: Callable[[], None] | None = None,
) -> Iterator[tuple[Job, ProgramResult]]:
    """Yield each job with its result when it is done.

    At most `at_once` jobs are with the executor at a time (default: all of them), `or_more`
    while this machine is idle. `tick` is called every tenth of a second, and after each
    result. Raises TypeError for an executor of threads.
    """
    if isinstance(executor, ThreadPoolExecutor):
        raise TypeError(
            "a process examines one program at a time: "
            "jobs go to an executor of processes, not of threads"
        )
    return _run(jobs, executor, Width(at_once or len(jobs), or_more), tick)


class Width:
    """How many jobs may be with an executor at a time: so many, or more while nobody works."""

    def __init__(self, always: int, while_idle: int = 0) -> None:
        self._always, self._while_idle, self._room = always, while_idle, Room()

    def has_place_beside(self, others: int) -> bool:
        """Tell whether one more may be begun beside the others."""
        return others < self._always or (others < self._while_idle and self._room.is_there())


def _run(
    jobs: Sequence[Job], executor: Executor, width: Width, tick: Callable[[], None] | None
) -> Iterator[tuple[Job, ProgramResult]]:
    lost = []
    sound = []
    for job in jobs:
        if error := failure_to_load(job):
            yield job, verdict.of_unloadable(job, error)
        else:
            sound.append(job)
    # Those with most checks first, so that no long one runs alone at the end.
    sound.sort(key=lambda job: -len(job.checks))
    for job, done in _once(sound, executor, width, tick):
        if isinstance(done, ProgramResult):
            yield job, done
        else:
            lost.append(job)
    for job, done in _once(lost, executor, Width(1), tick):
        yield job, done if isinstance(done, ProgramResult) else verdict.of_broken(job, done)


def failure_to_load(job: Job) -> Exception | None:
    """Give what a checks file raises when it is imported: that is no other program's trouble."""
    try:
        _ = job.checks, job.kind
    except Exception as error:
        return error
    return None


def _once(
    jobs: Sequence[Job], executor: Executor, width: Width, tick: Callable[[], None] | None
) -> Iterator[tuple[Job, ProgramResult | Exception]]:
    """Yield each job with its result, or with what was raised in place of one."""
    left = list(reversed(jobs))
    running: dict[Future[ProgramResult], Job] = {}
    while left or running:
        while left and width.has_place_beside(len(running)):
            job = left.pop()
            running[_submitted(job, executor)] = job
        finished, _ = wait(running, SECONDS_BETWEEN_TICKS, FIRST_COMPLETED)
        for future in finished:
            yield running.pop(future), _outcome(future)
        if tick:
            tick()


def _outcome(future: Future[ProgramResult]) -> ProgramResult | Exception:
    try:
        return future.result()
    except Exception as error:
        return error


def _submitted(job: Job, executor: Executor) -> Future[ProgramResult]:
    """Submit a job; where the executor is broken and refuses it, give a future that has failed."""
    try:
        return executor.submit(judge, job)
    except Exception as error:
        refused: Future[ProgramResult] = Future()
        refused.set_exception(error)
        return refused


# ------------------------------------------------------------------ in a worker


class Worker:
    """What a process needs for one job after another: a launcher, and how to end early."""

    def __init__(self, launcher: Launcher, telling: Telling | None = None) -> None:
        self._launcher, self._telling = launcher, telling
        self._held = contextlib.ExitStack()  # gives back what the current examination has taken
        self._leaving = threading.Lock()

    def judge(self, job: Job) -> ProgramResult:
        """Judge one program. Raises Busy while this process examines another one."""
        tell = partial(_tell, self._telling, job.target) if self._telling else None
        with contextlib.ExitStack() as self._held:
            return session.examine(job, self._launcher, self._held, judged=tell)

    def leave(self) -> None:
        """End this process at once, and with it the program that it is examining."""
        if self._leaving.acquire(blocking=False):  # a second signal must not cut the first short
            self._held.close()
            os._exit(1)


def _tell(telling: Telling, target: Target, result: CheckResult) -> None:
    telling.put((target, result))


_worker: Worker | None = None  # this process's own; None where it has judged nothing


def judge(job: Job) -> ProgramResult:
    """Judge one program in the current process, with its `Worker`, which is made if need be."""
    global _worker
    if _worker is None:
        _worker = Worker(launch.launcher())
    return _worker.judge(job)


def _begin_worker(launcher: Launcher | None, telling: Telling | None) -> None:
    """Make this process a worker: it leaves Ctrl-C to its parent, and ends when that ends."""
    global _worker
    for number in STOPPING - {signal.SIGTERM}:
        signal.signal(number, signal.SIG_IGN)
    _worker = worker = Worker(launcher or launch.launcher(), telling)
    signal.signal(signal.SIGTERM, lambda *_: worker.leave())
    if hasattr(signal, "pthread_sigmask"):  # ends what `signals_wait` began
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    threading.Thread(target=_leave_with_parent, args=(worker,), daemon=True).start()


def _leave_with_parent(worker: Worker) -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        worker.leave()


# ------------------------------------------------------------------ our own executor


class Workers(Executor):
    """An executor of `width` processes, which are all made anew after one of them has broken.

    The jobs that were with it then are lost. With at most `width` at a time, those that still
    wait for a process are not. Where the executor `tells`, it knows of each check at once.
    """

    def __init__(self, launcher: Launcher, width: int, tells: bool = False) -> None:
        self._launcher, self._width, self._tells = launcher, width, tells
        self._telling: Telling | None = None
        self._pool = self._new_pool()

    def submit(
        self,
        fn: Callable[Parameters, Value],
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Future[Value]:
        """Give a call to the next process that is free."""
        with machine.signals_wait():
            try:
                return self._pool.submit(fn, *args, **kwargs)
            except BrokenProcessPool:
                self._pool.shutdown()  # its threads end, before another process is forked
                self._pool = self._new_pool()
                return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes after they have done what they were given."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; after an exception at once, whatever they are doing."""
        if kind:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
        self.shutdown(cancel_futures=True)

    def told(self) -> Iterator[tuple[Target, CheckResult]]:
        """Yield the results of checks that have come since this was asked the last time."""
        while self._telling and not self._telling.empty():
            yield self._telling.get()

    def _new_pool(self) -> ProcessPoolExecutor:
        context = _context()
        shared = self._launcher if context.get_start_method() == "fork" else None
        self._telling = context.SimpleQueue() if self._tells else None
        return ProcessPoolExecutor(self._width, context, _begin_worker, (shared, self._telling))

    def __enter__(self) -> Self:
        return self


def _context() -> BaseContext:
    """Choose how workers start: forked ones share the warm zygote and all imported modules."""
    forked = sys.platform == "linux" and hasattr(os, "fork")
    return multiprocessing.get_context("fork" if forked else "spawn")
