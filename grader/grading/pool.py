"""Hands jobs to an Executor of processes, and loses none of them.

Any `concurrent.futures.Executor` will do whose workers are processes, here or on
another machine. A job whose process breaks (there should be none) takes no other one
down for good: whatever was lost with it is run again, each job alone, and the one that
breaks its process once more is an error.
"""

import contextlib
import multiprocessing
import os
import select
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from functools import partial
from multiprocessing.queues import SimpleQueue
from typing import Protocol, TypeVar

from grader import launch
from grader.course.layout import Target
from grader.examiner import session, verdict
from grader.examiner.job import Job
from grader.grading.crew import Crew
from grader.grading.room import Room
from grader.launch.program import Launcher, Level
from grader.machine import STOPPING, start_method
from grader.report import CheckResult, ProgramResult

SECONDS_BETWEEN_TICKS = 0.1
Telling = SimpleQueue[tuple[Target, CheckResult]]
Task = TypeVar("Task")
Value = TypeVar("Value")
Play = Callable[[Launcher, contextlib.ExitStack], Value]


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
    return _run(jobs, executor, Width(at_once or len(jobs) or 1, or_more), tick)


class Places(Protocol):
    """What says how many jobs may be with an executor at a time."""

    def has_place_beside(self, others: int) -> bool:
        """Tell whether one more may be begun beside the others."""


class Width:
    """How many jobs may be with an executor at a time: so many, or more while nobody works.

    While the machine is idle there may be one more each time that this is found out; where there
    are `many` jobs, so many more as what runs suggests.
    """

    def __init__(self, always: int, while_idle: int = 0, many: bool = False) -> None:
        self._always, self._while_idle, self._many = always, while_idle, many
        self._found = 0  # so many were seen to have room
        self._room = Room()

    def has_place_beside(self, others: int) -> bool:
        """Tell whether one more may be begun beside the others."""
        if others < max(self._always, self._found):
            return True
        if others >= self._while_idle:
            return False
        more = self._room.more(others) if self._many else int(self._room.is_there())
        if self._many:
            self._found = min(others + more, self._while_idle)
        return more > 0


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
    for job, done in once(judge, sound, executor, width, tick):
        if isinstance(done, ProgramResult):
            yield job, done
        else:
            lost.append(job)
    for job, done in once(judge, lost, executor, Width(1), tick):
        yield job, done if isinstance(done, ProgramResult) else verdict.of_broken(job, done)


def failure_to_load(job: Job) -> Exception | None:
    """Give what a checks file raises when it is imported: that is no other program's trouble."""
    try:
        _ = job.checks, job.kind
    except Exception as error:
        return error
    return None


def once(
    call: Callable[[Task], Value],
    tasks: Iterable[Task],
    executor: Executor,
    width: Places,
    tick: Callable[[], None] | None = None,
) -> Iterator[tuple[Task, Value | Exception]]:
    """Yield each task with what the call of it returned, or with what was raised instead.

    A task is asked for only when there is a place for it; whoever gets an outcome may have made
    new ones until then.
    """
    left = iter(tasks)
    running: dict[Future[Value], Task] = {}
    is_over = False
    while running or not is_over:
        while width.has_place_beside(len(running)):
            task = next(left, None)
            is_over = task is None
            if task is None:
                break
            running[_submitted(call, task, executor)] = task
        # where no place is anywhere, nothing can be done sooner than a place may be there
        awaited = running.keys() if running or is_over else {Future[Value]()}
        finished, _ = wait(awaited, SECONDS_BETWEEN_TICKS, FIRST_COMPLETED)
        for future in finished:
            outcome = _outcome(future)
            yield running.pop(future), outcome
            is_over = False
        if tick:
            tick()


def _outcome(future: Future[Value]) -> Value | Exception:
    try:
        return future.result()
    except Exception as error:
        return error


def _submitted(call: Callable[[Task], Value], task: Task, executor: Executor) -> Future[Value]:
    """Submit a task; where the executor is broken and refuses it, give a future that has failed."""
    try:
        return executor.submit(call, task)
    except Exception as error:
        refused: Future[Value] = Future()
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
        return self.lend(lambda launcher, held: session.examine(job, launcher, held, judged=tell))

    def lend(self, play: Play[Value]) -> Value:
        """Have `play` use the launcher; what it takes is given back when it returns, or before."""
        with contextlib.ExitStack() as self._held:
            return play(self._launcher, self._held)

    def isolation(self) -> tuple[Level, list[str]]:
        """Give the level of isolation of what is judged here, and the missing layers."""
        return self._launcher.isolation()

    def leave(self) -> None:
        """End this process at once, and with it the program that it is examining."""
        if self._leaving.acquire(blocking=False):  # a second signal must not cut the first short
            try:
                self._held.close()
            finally:
                os._exit(1)


def _tell(telling: Telling, target: Target, result: CheckResult) -> None:
    telling.put((target, result))


_worker: Worker | None = None  # this process's own; None where it has judged nothing


def worker() -> Worker:
    """Give the `Worker` of the current process, which is made if need be."""
    global _worker
    if _worker is None:
        _worker = Worker(launch.launcher())
    return _worker


def judge(job: Job) -> ProgramResult:
    """Judge one program in the current process, with its `Worker`."""
    return worker().judge(job)


def _begin_worker(launcher: Launcher | None, telling: Telling | None) -> None:
    """Make this process a worker: it leaves Ctrl-C to its parent, and ends when that ends."""
    global _worker
    for number in STOPPING - {signal.SIGTERM}:
        signal.signal(number, signal.SIG_IGN)
    _worker = own = Worker(launcher or launch.launcher(), telling)
    signal.signal(signal.SIGTERM, lambda *_: own.leave())
    threading.Thread(target=_leave_with_parent, args=(own,), daemon=True).start()


def _leave_with_parent(worker: Worker) -> None:
    """End this process as soon as its parent has ended.

    What multiprocessing waits for is the end of a pipe that the workers forked later hold as
    well, so that they would end one after the other. It is the main thread that has to leave:
    of two threads that talk to a supervisor, one takes what the other waits for.
    """
    if parent := multiprocessing.parent_process():
        try:
            select.select([os.pidfd_open(parent.pid or 0)], [], [])
        except (AttributeError, OSError):  # no such call here, or it has ended already
            parent.join()
        if hasattr(signal, "pthread_kill") and (main := threading.main_thread().ident):
            signal.pthread_kill(main, signal.SIGTERM)
        else:
            worker.leave()


# ------------------------------------------------------------------ our own executor


class Workers(Crew):
    """An executor of at most `width` processes that judge with this launcher, or one of their own.

    Where it `tells`, it knows of each check at once.
    """

    def __init__(self, launcher: Launcher, width: int, tells: bool = False) -> None:
        method = start_method()
        self._telling: Telling | None = None
        if tells:
            self._telling = multiprocessing.get_context(method).SimpleQueue()
        shared = launcher if method == "fork" else None
        super().__init__(width, _begin_worker, (shared, self._telling), method)

    def told(self) -> Iterator[tuple[Target, CheckResult]]:
        """Yield the results of checks that have come since this was asked the last time."""
        while self._telling and not self._telling.empty():
            yield self._telling.get()
