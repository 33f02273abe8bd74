"""Reads from /proc which processes there are.

Each answer is already history: a process may end between two reads, and then it
is left out. Its pid may even belong to another one by then, so who acts on a
pid has to make sure of it (see `reaper`).

Sources: proc(5).
"""

import contextlib
import os
from collections.abc import Iterator


def processes() -> Iterator[tuple[int, int]]:
    """Yield (pid, uid) of each process that runs now."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                yield int(name), os.stat(f"/proc/{name}").st_uid
            except OSError:
                pass  # it has just ended


def tasks_of(uid: int) -> int:
    """Count the threads of this uid, in all of its processes."""
    tasks = 0
    for pid, owner in processes():
        if owner == uid:
            try:
                tasks += len(os.listdir(f"/proc/{pid}/task"))
            except OSError:
                pass  # it has just ended
    return tasks


def children(pid: int) -> list[int]:
    """List the children of a process, as far as they hold still; none if it has ended.

    Raises FileNotFoundError where the kernel keeps no such lists (CONFIG_PROC_CHILDREN).
    """
    found: list[int] = []
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return found
    for thread in threads:
        try:
            with open(f"/proc/{pid}/task/{thread}/children") as file:
                found.extend(map(int, file.read().split()))
        except ProcessLookupError:
            pass  # it has ended between the opening and the reading
        except FileNotFoundError:
            if os.path.exists(f"/proc/{pid}/task/{thread}"):
                raise
    return found


def sockets() -> dict[str, int]:
    """Count the sockets in this process's network that have an address: {"TCP": 2, "UDP6": 0, …}.

    Under "UNIX" are all Unix-domain sockets, and under "TIME_WAIT" those of TCP that the kernel
    alone remembers. What the kernel does not tell is missing.
    """
    counts: dict[str, int] = {}
    for table in ("sockstat", "sockstat6"):
        with (
            contextlib.suppress(OSError, ValueError),
            open(f"/proc/self/net/{table}", encoding="ascii") as file,
        ):
            for line in file:
                kind, what, count, *others = line.split()
                if what == "inuse":
                    counts[kind.removesuffix(":")] = int(count)
                if "tw" in others:
                    counts["TIME_WAIT"] = int(others[others.index("tw") + 1])
    with contextlib.suppress(OSError), open("/proc/self/net/unix", "rb") as file:
        counts["UNIX"] = sum(1 for _ in file) - 1  # a head comes first
    return counts


def memory(pid: int) -> list[int]:
    """Read the most bytes of memory and of address space that a process has had (VmHWM, VmPeak).

    Raises OSError, KeyError or ValueError for one that has ended.
    """
    with open(f"/proc/{pid}/status", "rb") as status:
        told = dict(line.split(b":", 1) for line in status)
    return [int(told[name].split()[0]) * 1024 for name in (b"VmHWM", b"VmPeak")]


def forget_most_memory(pid: int) -> None:
    """Set the most memory of a process back to what it has now (clear_refs). Raises OSError."""
    with open(f"/proc/{pid}/clear_refs", "wb", buffering=0) as file:
        file.write(b"5")


def state_and_parent(pid: int) -> tuple[str, int | None]:
    """Read the letter of a process's state and its parent's pid; ("X", None) if it has ended."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            # they follow the program's name, which may hold anything, in brackets
            state, parent, *_ = file.read().rpartition(")")[2].split()
        return state, int(parent)
    except (OSError, ValueError):
        return "X", None  # no process, or one that has just ended
