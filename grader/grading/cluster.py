"""Other machines: the workers of a scheduler of dask.distributed, as one more Executor.

A job names no file: the worker has the same course installed, and what is handed in travels
with the job. Only workers that run the very same grader are given any. The scheduler gives the
jobs of a worker that has ended to the others; when it has gone itself, so has the cluster.
"""

import contextlib
import importlib
import importlib.util
import logging
import platform
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from types import TracebackType
from typing import Any, Self

from grader import machine
from grader.i18n import gettext
from grader.text import printable

SECONDS_TO_CONNECT = 10
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_WITHOUT_WORKERS = 60.0  # that others may take to begin, as where a queue starts them
JOBS_OF_A_WORKER = 2  # one that it judges and one that is there already

# What has to be the same where jobs are judged: the Python, and what stands for the checks.
Grader = tuple[str, str]
Version = Callable[[], str]


class NoCluster(Exception):
    """A scheduler that cannot be used; the text says why in one line."""


class ClusterGone(Exception):
    """The scheduler or all of its workers have gone; the text says so in one line."""


class OtherGrader(Exception):
    """A job came to a worker that judges by something else."""


class Cluster(Executor):
    """The workers of a scheduler that run this grader."""

    def __init__(
        self,
        address: str,
        version: Version,
        tell: Callable[[str], None],
        tick: Callable[[], None],
    ) -> None:
        """Connect to it, and `tell` of each worker that is left out. Raises NoCluster.

        `tick` is called while it waits for a first worker; what that raises ends the waiting.
        """
        self._address, self._version, self._tell = address, version, tell
        self._ours = _grader(version)
        self._fit: dict[str, bool] = {}  # a worker's address → whether it is given jobs
        self._looked = self._had_workers = time.monotonic()
        self._client = _connected(address)
        try:
            self._look()
            if not self._fit:
                self._await_worker(tick)
            if not self.size:
                raise NoCluster(gettext("no worker of {address} can grade", address=address))
        except BaseException:
            self._client.close()
            raise

    @property
    def size(self) -> int:
        """How many workers there are to be given jobs."""
        return sum(self._fit.values())

    def has_place_beside(self, others: int) -> bool:
        """Tell whether one more job may be begun beside the others (see `pool.Width`)."""
        return others < JOBS_OF_A_WORKER * self.size

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Give a call to a worker; the scheduler gives it to another one if that ends."""
        only = [worker for worker, is_fit in self._fit.items() if is_fit]
        # As long as all of them fit, those that join later may take it as well.
        where = {} if len(only) == len(self._fit) else {"workers": only}
        executor = self._client.get_executor(pure=False, **where)
        called: Future[Any] = executor.submit(
            _checked, self._ours, self._version, fn, *args, **kwargs
        )
        return called

    def tick(self) -> None:
        """Look now and then who is there. Raises ClusterGone."""
        if self._client.status != "running":
            raise ClusterGone(gettext("the scheduler {address} has gone", address=self._address))
        now = time.monotonic()
        if now - self._looked < SECONDS_BETWEEN_LOOKS:
            return
        self._looked = now
        self._look()
        if self.size:
            self._had_workers = now
        elif now - self._had_workers > SECONDS_WITHOUT_WORKERS:
            raise ClusterGone(gettext("all workers of {address} have gone", address=self._address))

    def _await_worker(self, tick: Callable[[], None]) -> None:
        """Wait until there is a worker, whether it fits or not. Raises NoCluster."""
        limits = {"address": self._address, "seconds": int(SECONDS_WITHOUT_WORKERS)}
        self._tell(gettext("{address} has no workers yet; they have {seconds} s to come", **limits))
        while not self._fit:
            if time.monotonic() - self._had_workers > SECONDS_WITHOUT_WORKERS:
                raise NoCluster(gettext("no worker has come to {address} in {seconds} s", **limits))
            with contextlib.suppress(OSError, TimeoutError):
                self._client.wait_for_workers(1, timeout=SECONDS_BETWEEN_LOOKS)
            tick()
            self._look()

    def _look(self) -> None:
        """Find out which workers are there, and of the new ones whether they fit."""
        try:
            there = set(self._client.nthreads())
            new = sorted(there - set(self._fit))
            answers = (
                self._client.run(_examined, self._version, workers=new, on_error="return")
                if new
                else {}
            )
        except (OSError, TimeoutError):
            return  # it is going away; whoever asks next will see
        self._fit = {worker: is_fit for worker, is_fit in self._fit.items() if worker in there}
        for worker in new:
            why = self._unfit(answers.get(worker))
            self._fit[worker] = not why
            if why:
                line = gettext("{worker} is given nothing: {why}", worker=worker, why=why)
                self._tell(printable(line))

    def _unfit(self, answer: object) -> str:
        """Say why a worker is given no jobs; it has given this answer to our question."""
        if not isinstance(answer, tuple):
            return gettext(
                "it cannot run the grader ({error})", error=f"{type(answer).__name__}: {answer}"
            )
        (python, checks), wrong = answer
        if python != self._ours[0]:
            return gettext(
                "its Python is {theirs}, and not {ours}", theirs=python, ours=self._ours[0]
            )
        if checks != self._ours[1]:
            return gettext("it has another version of the grader or its checks")
        return str(wrong)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the cluster; jobs that nobody has begun are dropped there."""
        self._client.close(timeout=SECONDS_TO_CONNECT)
        logging.disable(logging.NOTSET)


def _connected(address: str) -> Any:
    if importlib.util.find_spec("distributed") is None:
        raise NoCluster(
            gettext(
                "--cluster needs distributed; install it: {command}",
                command='python -m pip install --editable ".[cluster]"',
            )
        )
    # Its functions have no types; and mypy need not find it where it is not installed.
    distributed: Any = importlib.import_module("distributed")
    logging.disable(logging.CRITICAL)  # what has to be said is said here
    try:
        return distributed.Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoCluster(
            gettext(
                "there is no scheduler at {address} ({error})",
                address=address,
                error=printable(str(error).partition("\n")[0]),
            )
        ) from None


# ------------------------------------------------------------------ in a worker


def _grader(version: Version) -> Grader:
    return platform.python_version(), version()


def _examined(version: Version) -> tuple[Grader, str]:
    """Tell what judges here, and what is wrong with this machine."""
    wrong = next((limit.wrong for limit in machine.limits() if limit.wrong), "")
    return _grader(version), wrong


def _checked(ours: Grader, version: Version, call: Callable[..., Any], *args: Any) -> Any:
    """Do a job where it may be done: a worker may have joined that nobody has asked yet."""
    if _grader(version) != ours:
        raise OtherGrader(gettext("this worker has another grader"))
    return call(*args)
