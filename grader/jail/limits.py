"""Resource limits: how much time, memory, files and processes a run may take.

The kernel counts most of them for each process, and processes for each uid. A
limit bounds a process and a file, then, and never a run; with the bound on
processes, a run is bounded as well. Limits are also what an honest program
meets first, so each leaves room for what a network exercise may do.

Sources: getrlimit(2), mallopt(3), proc(5).
"""

import functools
import os
import sys
import threading

from . import kernel, proc

if sys.platform != "win32":
    import resource

MALLOPT_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
# A thread's whole stack counts as memory, used or not. 2 MiB let 400 threads start
# in 1 GiB, and a runaway recursion still meets RecursionError before the stack ends
# (but for one through sort() on 3.13); with 512 KiB it meets SIGSEGV (3.11 to 3.13).
THREAD_STACK = 2 << 20
MAIN_STACK = 4 << 20  # also the thread stacks of an interpreter that the program starts


def prefer_for_oom() -> None:
    """Make the kernel end the learner's program, not the grader, when memory runs out."""
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else the file belongs to root
    try:
        file = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        os.write(file, b"1000")
        os.close(file)
    except OSError:
        pass  # a container without a writable /proc; the other bounds stand


@functools.cache
def use_little_address_space() -> None:
    """Make threads reserve fewer addresses; the zygote does it once, for all of its forks."""
    threading.stack_size(THREAD_STACK)
    # Each of glibc's arenas reserves 64 MiB of addresses: with them, 1 GiB is soon gone.
    if hasattr(kernel.libc, "mallopt"):
        kernel.libc.mallopt(MALLOPT_ARENA_MAX, 1)


def tell_interpreters() -> None:
    """Have the interpreters that a program starts reserve fewer addresses as well."""
    os.environ["MALLOC_ARENA_MAX"] = "1"


def bound_resources(*, memory: int, cpu_seconds: int, file_bytes: int, open_files: int) -> None:
    """Bound what each process may take; `memory` (its address space) and `file_bytes` in bytes."""
    use_little_address_space()
    # SIGXCPU first, which says why; SIGKILL a second later, which cannot be ignored.
    _limit("RLIMIT_CPU", cpu_seconds, cpu_seconds + 1)
    _limit("RLIMIT_STACK", MAIN_STACK)
    _limit("RLIMIT_FSIZE", file_bytes)
    _limit("RLIMIT_NOFILE", open_files)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", memory)


def bound_processes(count: int, others: int) -> None:
    """Set RLIMIT_NPROC, which the kernel compares with all that the *uid* runs in its namespace.

    So `others` that it runs there already have to be added: none where the run has a uid of
    its own, its supervisor where that is in a user namespace of its own. Elsewhere, see
    `tasks_of_this_user`, what it starts later counts as well. Root is exempt, also inside a
    user namespace: it needs the uid.
    """
    _limit("RLIMIT_NPROC", count + others)


def tasks_of_this_user() -> int:
    """Count the threads that this uid runs, on the whole machine; none for root, who is exempt."""
    uid = os.getuid()
    return proc.tasks_of(uid) if uid != 0 else 0


def _limit(name: str, soft: int, hard: int | None = None) -> None:
    if sys.platform == "win32" or not hasattr(resource, name):
        return
    number = getattr(resource, name)
    most = resource.getrlimit(number)[1]
    if most == resource.RLIM_INFINITY:
        most = max(soft, hard or 0)
    resource.setrlimit(number, (min(soft, most), min(hard or soft, most)))
