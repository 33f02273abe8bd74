"""Asks a program where it stands: which of its own lines each of its threads is at.

The program's process has registered Python's faulthandler for the signal ASK before its
first line (see `program.script.show_stacks`): however it waits, or is busy, the stacks of
its threads then come through a pipe. A system call that the signal meets is begun again
(by SA_RESTART, or by Python: PEP 475); only signal.pause() would return.

What comes is text that a program may have written itself: it is bounded in size and time,
and what does not look like a stack is passed over.

Sources: docs.python.org/3/library/faulthandler.html; proc(5), signal(7).
"""

import os
import re
import select
import signal
import time
from typing import Literal

from .messages import Stand

# The signal that asks: one that no program uses. None where there is none such.
ASK: int | None = (
    signal.SIGRTMIN + 7 if hasattr(signal, "SIGRTMIN") else getattr(signal, "SIGINFO", None)
)
MOST_TEXT = 1 << 16  # bytes of stacks that are read of a process
MOST_PROCESSES, MOST_THREADS = 4, 6  # that are told of
LONGEST = 2.0  # seconds that stacks may take to come, on a loaded machine
QUIET, QUIET_AT_AN_END = 0.03, 0.002  # seconds after which nothing more will come

THREAD = re.compile(r"^(?:Current thread|Thread) 0x[0-9a-f]+.*$", re.MULTILINE)
FRAME = re.compile(r'^  File "([^"]*)", line (\d{1,7}) in (\S+)', re.MULTILINE)
ENDS = (b" in <module>\n", b"\n  ...\n")  # of the main thread's stack, which comes last

Frame = tuple[str, str, str]  # a file, the number of a line, a function


def ask(pid: int, pipe: int, folder: str) -> list[Stand]:
    """Ask the process and its children; tell of their threads that are in files of this folder.

    `pipe` is the reading end of what was given to `show_stacks`; it does not block. The main thread comes first.
    """
    stands: list[Stand] = []
    for process in (pid, *_children(pid))[:MOST_PROCESSES]:
        if ASK is not None and _catches(process, ASK):
            found = _ask_one(process, ASK, pipe, folder)
            for stand in found[:MOST_THREADS]:
                stands.append(stand if process == pid else {**stand, "whose": "child"})
    return stands


def _children(pid: int) -> list[int]:
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []


def _catches(pid: int, number: int) -> bool:
    """Tell whether the process has a handler for this signal, which would else end it."""
    if not os.path.exists("/proc/self/status"):
        return hasattr(signal, "SIGINFO")  # which ends nothing
    try:
        with open(f"/proc/{pid}/status") as file:
            mask = next(line for line in file if line.startswith("SigCgt:"))
    except (OSError, StopIteration):
        return False  # it has ended
    return bool(int(mask.split()[1], 16) >> (number - 1) & 1)


def _ask_one(pid: int, number: int, pipe: int, folder: str) -> list[Stand]:
    _read(pipe)  # what nobody has asked for
    before = _running(pid)
    try:
        os.kill(pid, number)
    except OSError:
        return []
    text = _answer(pid, pipe)
    after = _running(pid)
    # A thread is busy if it ran before the question, and again after the answer.
    busy = [ran and before.get(thread, False) for thread, ran in sorted(after.items())]
    # from the newest thread to the oldest, which is the main one
    stacks = [FRAME.findall(stack) for stack in reversed(THREAD.split(text)[1:])]
    stands: list[Stand] = []
    for index, stack in enumerate(stacks):
        is_known = index < len(busy) and (index == 0 or len(busy) == len(stacks))
        is_busy = busy[index] if is_known else None
        if stand := _stand(stack, folder, "thread" if index else "main", is_busy):
            stands.append(stand)
    return stands


def _running(pid: int) -> dict[int, bool]:
    """Tell of each thread of the process whether it runs, or would if there were a processor."""
    running: dict[int, bool] = {}
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/stat", "rb") as file:
                running[int(thread)] = file.read().rpartition(b")")[2].split()[0] == b"R"
    except (OSError, IndexError):
        pass  # a thread has just ended; or there is no /proc
    return running


def _read(pipe: int) -> bytes:
    """Read what is there now; the program may have been quicker."""
    try:
        return os.read(pipe, MOST_TEXT)
    except BlockingIOError:
        return b""


def _answer(pid: int, pipe: int) -> str:
    data, deadline, quiet = b"", time.monotonic() + LONGEST, LONGEST
    while len(data) < MOST_TEXT:
        left = min(quiet, max(0.0, deadline - time.monotonic()))
        if not select.select([pipe], [], [], left)[0]:
            if _is_cut(data) and any(_running(pid).values()) and time.monotonic() < deadline:
                continue  # it has been interrupted in the middle of it
            break
        piece = _read(pipe)
        if not piece:  # the program has closed it, or read it itself
            break
        data += piece
        quiet = QUIET if _is_cut(data) else QUIET_AT_AN_END
    return data.decode("ascii", "ignore")


def _is_cut(data: bytes) -> bool:
    return not data.endswith(ENDS)


def _stand(
    stack: list[Frame], folder: str, whose: Literal["main", "thread"], is_busy: bool | None
) -> Stand | None:
    """Find the topmost frame of a thread's stack that is in a file of the folder."""
    below = os.path.join(folder, "")
    for index, (file, line, _) in enumerate(stack):
        if file.startswith(below):
            return {
                "file": file.removeprefix(below)[:100],
                "line": int(line),
                "above": stack[index - 1][2][:100] if index else None,
                "whose": whose,
                "is_busy": is_busy,
            }
    return None
