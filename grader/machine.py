"""What this machine must have before anything is graded on it, and by what it ends a run.

Where it does not have enough, a right program would lose points by no fault of its own. So it is
tried at the very beginning, and each limit has one line that says what to do.
"""

import contextlib
import errno
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from grader import scratch
from grader.i18n import gettext

try:
    import resource
except ImportError:  # a system without limits, as Windows is
    HAS_LIMITS = False
else:
    HAS_LIMITS = True

# The signals that end a run, with a report on what was graded until then: Ctrl-C, the
# polite one, and that of a terminal or a connection that has gone.
STOPPING = {
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
}
# A worker holds the peers of one check, 130 of them at most, and what it has of its program.
FILES_OF_A_JOB = 256
CORES = os.cpu_count() or 1
MOST_JOBS_OF_A_CORE = 3  # while it is idle, since their programs only wait
FREE_BYTES_OF_A_JOB = 32 << 20  # the largest download, twice
# Of a class there are always more to be judged, and each waits most of the time.
SUBMISSIONS_OF_A_CORE = 4  # and while it is idle more, up to:
MOST_SUBMISSIONS_OF_A_CORE, MOST_SUBMISSIONS = 32, 256
MEMORY_OF_A_SUBMISSION = 64 << 20  # bytes: its worker, its supervisor and a usual program
MOST_PROCESSES_OF_WINDOWS = 60  # that one process can wait for


class UnfitMachine(Exception):
    """A limit of the machine, at which no verdict would be fair; the text says what to do."""


@dataclass(frozen=True)
class Limit:
    """Something that was tried here: what is wrong with it, and what helps; all is well with ""."""

    name: str
    wrong: str = ""
    remedy: str = ""


def most_jobs(wanted: int | None) -> int:
    """Give how many programs may be judged at a time: so many as wanted, or as an idle machine can."""
    return wanted or MOST_JOBS_OF_A_CORE * CORES


def most_submissions() -> int:
    """Give how many submissions this machine may judge at a time: as memory and disk allow it."""
    most = min(MOST_SUBMISSIONS_OF_A_CORE * CORES, MOST_SUBMISSIONS)
    if sys.platform == "win32":
        most = min(most, MOST_PROCESSES_OF_WINDOWS)
    with contextlib.suppress(OSError):  # `limits` will tell
        most = min(most, shutil.disk_usage(tempfile.gettempdir()).free // FREE_BYTES_OF_A_JOB)
    free = _free_memory()
    if free is not None:
        most = min(most, free // MEMORY_OF_A_SUBMISSION)
    return max(1, most)


def has_more_to_do() -> bool:
    """Tell whether more was to be done lately than there are cores; True where nobody knows."""
    try:
        return os.getloadavg()[0] > CORES
    except (AttributeError, OSError):
        return True


def _free_memory() -> int | None:
    """Give the bytes of memory that can be had here; None where the system does not tell."""
    try:
        with open("/proc/meminfo") as file:
            lines = dict(line.split(":") for line in file)
        return int(lines["MemAvailable"].split()[0]) << 10
    except (OSError, KeyError, ValueError):
        return None


def prepare(jobs: int) -> None:
    """Raise limits as far as they may be raised. Raises UnfitMachine where that is too little."""
    for limit in limits(jobs):
        if limit.wrong:
            raise UnfitMachine(
                gettext("not graded: {wrong}; {remedy}", wrong=limit.wrong, remedy=limit.remedy)
            )


def limits(jobs: int = 1) -> Iterator[Limit]:
    """Try each of them, for as many jobs at a time."""
    yield _open_files()
    yield _loopback()
    yield _temporary_folder(jobs)
    yield _semaphores()


def _open_files() -> Limit:
    name = gettext("open files: {number} and more", number=FILES_OF_A_JOB)
    if sys.platform == "win32" or not HAS_LIMITS:
        return Limit(name)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard and 0 <= soft < FILES_OF_A_JOB:
        soft = hard if 0 <= hard < FILES_OF_A_JOB else FILES_OF_A_JOB
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if 0 <= soft < FILES_OF_A_JOB:
        wrong = gettext(
            "a process may open {soft} files here, and {number} are needed",
            soft=soft,
            number=FILES_OF_A_JOB,
        )
        return Limit(
            name,
            wrong,
            gettext(
                "run ulimit -n {number} before it, or raise the hard limit",
                number=FILES_OF_A_JOB,
            ),
        )
    return Limit(name)


def _loopback() -> Limit:
    name = gettext("loopback: TCP and UDP on 127.0.0.1")
    try:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(socket.AF_INET, kind) as server:
                server.bind(("127.0.0.1", 0))
                if kind == socket.SOCK_STREAM:
                    server.listen()
                with socket.socket(socket.AF_INET, kind) as client:
                    client.settimeout(5)
                    client.connect(server.getsockname())
    except OSError as error:
        wrong = gettext(
            "the loopback interface does not work ({reason})", reason=error.strerror or error
        )
        return Limit(name, wrong, gettext("it has to be up: ip link set lo up"))
    return Limit(name)


def _temporary_folder(jobs: int) -> Limit:
    name = gettext("a folder for temporary files, with room")
    needed = FREE_BYTES_OF_A_JOB * jobs
    try:
        place = tempfile.gettempdir()
        with tempfile.TemporaryFile(dir=place):
            free = shutil.disk_usage(place).free
    except OSError as error:
        wrong = gettext("no temporary files can be made ({reason})", reason=error.strerror or error)
        return Limit(name, wrong, gettext("set TMPDIR to a folder where that is possible"))
    if free < needed:
        wrong = gettext(
            "{place} has {free} MiB left, and {needed} MiB are needed",
            place=place,
            free=free >> 20,
            needed=needed >> 20,
        )
        return Limit(
            name, wrong, gettext("make room, set TMPDIR to another folder, or take fewer --jobs")
        )
    if (
        scratch.is_too_long(os.path.join(place, f"{scratch.PREFIX}12345678"))
        and not _has_short_place()
    ):
        wrong = gettext("the path {place} is too long for Unix-domain sockets", place=place)
        return Limit(name, wrong, gettext("set TMPDIR to a shorter one"))
    return Limit(name)


def _has_short_place() -> bool:
    """Tell whether there is a folder for sockets that need a shorter path."""
    return hasattr(socket, "AF_UNIX") and os.access(scratch.SHORT, os.W_OK | os.X_OK)


def _semaphores() -> Limit:
    """Try to make what Python's pools of processes need, which lives in /dev/shm on Linux."""
    name = gettext("semaphores between processes")
    import multiprocessing  # here, since whoever runs no program needs none of it

    try:
        multiprocessing.get_context(start_method()).Lock()
    except (OSError, ImportError) as error:
        known = isinstance(error, OSError) and error.errno == errno.ENOSPC
        wrong = gettext("no semaphore can be made")
        if known:
            wrong = gettext("no semaphore can be made (no space left)")
        return Limit(
            name, wrong, gettext("/dev/shm has to be there and writable: mount a tmpfs on it")
        )
    return Limit(name)


def start_method() -> str:
    """Choose how processes start: forked ones share the warm zygote and all imported modules."""
    return "fork" if sys.platform == "linux" and hasattr(os, "fork") else "spawn"


@contextlib.contextmanager
def signals_wait() -> Iterator[None]:
    """Hold the signals that end a run back until the block is done, where the system can.

    Processes that are started meanwhile inherit that.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
