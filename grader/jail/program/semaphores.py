"""Semaphores for multiprocessing that need no folder which all programs share.

Python's own are POSIX semaphores, and those live in /dev/shm, which the jail
keeps closed. Without semaphores a right program could have no multiprocessing.Lock,
Queue or Pool, and not even a ThreadPool. Those here are eventfd(2) counters: the
processes that a program forks inherit them.

This runs on the untrusted side: the program may do with it what it likes.
"""

import importlib
import os
import select
import sys
import threading
import time
from typing import Any

RECURSIVE, SEMAPHORE = range(2)  # as multiprocessing.synchronize numbers them


class SemLock:
    """A semaphore with as much of `_multiprocessing.SemLock` as `multiprocessing` uses."""

    SEM_VALUE_MAX = 2**31 - 1

    def __init__(self, kind: int, value: int, maxvalue: int, name: str, unlink: bool) -> None:
        self.kind, self.maxvalue, self.name = kind, maxvalue, name
        flags = os.EFD_SEMAPHORE | os.EFD_NONBLOCK | os.EFD_CLOEXEC
        self.handle = os.eventfd(value, flags)
        self._holds = 0
        self._owner: tuple[int, int] | None = None  # process, thread

    def __del__(self) -> None:
        os.close(self.handle)

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Take the semaphore, and tell whether it did: it may wait, at most `timeout` seconds."""
        if self.kind == RECURSIVE and self._is_mine():
            self._holds += 1
            return True
        end = None if timeout is None else time.monotonic() + max(0, timeout)
        while not self._take():
            if not block or (end is not None and time.monotonic() >= end):
                return False
            left = None if end is None else max(0, end - time.monotonic())
            select.select([self.handle], [], [], left)
        self._holds += 1
        self._owner = self._me()
        return True

    __enter__ = acquire

    def _take(self) -> bool:
        try:
            os.eventfd_read(self.handle)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Give the semaphore back. Raises AssertionError or ValueError, as Python's own does."""
        if self.kind == RECURSIVE:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._holds > 1:
                self._holds -= 1
                return
        elif self.maxvalue == 1 and not self._is_zero():
            raise ValueError("semaphore or lock released too many times")
        self._holds -= 1
        os.eventfd_write(self.handle, 1)

    def __exit__(self, *_: object) -> None:
        self.release()

    def _me(self) -> tuple[int, int]:
        return os.getpid(), threading.get_ident()

    def _is_mine(self) -> bool:
        return self._holds > 0 and self._owner == self._me()

    def _is_zero(self) -> bool:
        return not select.select([self.handle], [], [], 0)[0]

    def _count(self) -> int:
        return self._holds

    def _get_value(self) -> int:
        if self._is_zero():
            return 0
        raise NotImplementedError  # as on macOS: the count can be waited for, and not read

    def _after_fork(self) -> None:
        self._holds = 0


def install() -> None:
    """Make multiprocessing use these semaphores, which it looks up when it is first imported.

    Also make it fork by default, as it does before Python 3.14: its fork server listens on
    a Unix-domain socket, which the jail refuses.
    """
    its_own: Any = importlib.import_module("_multiprocessing")  # C code, without types
    its_own.SemLock = SemLock
    its_own.sem_unlink = lambda name: None
    if sys.version_info >= (3, 14):
        from multiprocessing import context

        default: Any = context._default_context
        default._default_context = context.ForkContext()
