"""Reads how long threads have run, and how long they were ready to and had no processor.

Both sides read this file, as they do `messages`, so it imports nothing of ours. Where the
system does not tell (it is not Linux, has no /proc, or its kernel does not count), it is None.

The kernel counts a wait when it is over. So whether a thread waits for a processor just now, or
has one, is told besides: for a long wait that is all that can be known of it.

Sources: proc(5); Documentation/scheduler/sched-stats.rst of Linux, “/proc/<pid>/schedstat”.
"""

import os
from collections.abc import Iterable

NANOSECONDS = 10**9
# Seconds that all threads have run, those for which others kept one of them from a processor (the
# one that lost most by that), and whether one is wanted now.
Turns = tuple[float, float, bool]


def of_this_thread() -> Turns | None:
    """Give the turns of the thread that asks."""
    return _of(["/proc/thread-self"])


def of_processes(pids: Iterable[int]) -> Turns | None:
    """Give the turns of all threads that these processes have now.

    Threads that wait at the same time lose no more by that than one of them; and what a thread
    waits while another one of the same program runs, it is not kept from by others.
    """
    threads: list[str] = []
    for pid in pids:
        tasks = f"/proc/{pid}/task"
        try:
            threads += (f"{tasks}/{thread}" for thread in os.listdir(tasks))
        except OSError:
            pass  # no /proc here, or it has just ended
    return _of(threads)


def _of(threads: Iterable[str]) -> Turns | None:
    ran = wanted = 0
    is_ready = False
    for thread in threads:
        try:
            with open(f"{thread}/schedstat", "rb") as file:
                told = file.read().split()
            with open(f"{thread}/stat", "rb") as file:
                # its state follows the program's name, which may hold anything, in brackets
                is_ready |= file.read().rpartition(b")")[2].split()[0] == b"R"
        except OSError:
            continue  # it has just ended, or the kernel does not tell
        ran += int(told[0])
        wanted = max(wanted, int(told[0]) + int(told[1]))
    waited = max(0, wanted - ran)  # but for what its other threads have run
    # whoever is asked about has run before: where there is nothing, nobody counts
    return (ran / NANOSECONDS, waited / NANOSECONDS, is_ready) if ran else None
