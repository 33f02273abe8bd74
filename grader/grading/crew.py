"""An executor of processes of which one may break without any harm to the others.

The library's own pool ends all its processes when one of them does, and begins all of
them at once. Here each job has a process to itself while it runs, so that a process
that breaks loses that one job; a process is begun when it is needed, by the thread that
hands in a job; and one thread collects what they return.

Forking beside another thread is safe only while that one holds no lock of Python's: the
collecting thread does nothing without `_lock` but wait for the processes, and who forks has it.
"""

import collections
import contextlib
import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from grader import machine

Parameters = ParamSpec("Parameters")
Value = TypeVar("Value")


class ProcessEnded(RuntimeError):
    """The process of a job has ended before the job was done."""


class _Process:
    """One process, and the near end of the pipe to it; `future` is what it is working for."""

    def __init__(self, process: BaseProcess, pipe: "Connection[Any, Any]") -> None:
        self.process, self.pipe = process, pipe
        self.future: Future[Any] | None = None


class Crew(Executor):
    """An executor of at most `width` processes, each of which calls `begin(*arguments)` first."""

    def __init__(
        self, width: int, begin: Callable[..., None], arguments: tuple[object, ...], method: str
    ) -> None:
        self._width, self._begin, self._arguments = width, begin, arguments
        self._method = method
        self._context: BaseContext = get_context(method)
        self._lock = threading.Lock()
        self._processes: dict[Connection[Any, Any], _Process] = {}
        self._idle: list[_Process] = []
        self._left: collections.deque[tuple[Future[Any], bytes]] = collections.deque()
        self._is_closing = False
        self._alarm, self._bell = self._context.Pipe(duplex=False)
        self._collector = threading.Thread(target=self._collect, daemon=True)
        self._collector.start()

    def submit(
        self,
        fn: Callable[Parameters, Value],
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Future[Value]:
        """Give a call to a process that is free, to a new one, or to the next that gets free."""
        future: Future[Value] = Future()
        order = bytes(ForkingPickler.dumps((fn, args, kwargs)))
        with self._lock:
            if self._is_closing:
                raise RuntimeError("no call can be given to an executor after its shutdown")
            if not self._idle and len(self._processes) < self._width:
                self._idle.append(self._new_process())
            self._left.append((future, order))
            self._hand_out()
        self._ring()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes after they have done what they were given."""
        with self._lock:
            self._is_closing = True
            while cancel_futures and self._left:
                self._left.popleft()[0].cancel()
            self._dismiss_idle()
        self._ring()
        if wait:
            self._collector.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; after an exception at once, whatever they are doing."""
        if kind:
            with self._lock:
                for each in self._processes.values():
                    each.process.terminate()
        self.shutdown(cancel_futures=True)

    # -------------------------------------------------------------- with the lock held

    def _new_process(self) -> _Process:
        near, far = self._context.Pipe()
        inherited = near if self._method == "fork" else None
        with far, machine.signals_wait():
            # mypy knows no common type of what the ways of starting have
            process = self._context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(far, inherited, self._begin, self._arguments)
            )
            process.start()
        made = self._processes[near] = _Process(process, near)
        return made

    def _hand_out(self) -> None:
        """Give what is left to the processes that are free."""
        while self._left and self._idle:
            future, order = self._left.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            each = self._idle.pop()
            each.future = future
            with contextlib.suppress(OSError):  # it has just ended: the pipe will say so
                each.pipe.send_bytes(order)

    def _dismiss_idle(self) -> None:
        for each in self._idle:
            with contextlib.suppress(OSError):
                each.pipe.send_bytes(b"")
        self._idle.clear()

    def _receive(self, each: _Process) -> None:
        """Take what a process has returned, or what it left when it ended."""
        try:
            message = each.pipe.recv_bytes()
        except (EOFError, OSError):
            self._lose(each)
            return
        future, each.future = each.future, None
        self._idle.append(each)
        assert future, "a process speaks only when it has done a job"
        _settle(future, message)

    def _lose(self, each: _Process) -> None:
        del self._processes[each.pipe]
        each.pipe.close()
        each.process.join()
        if each in self._idle:
            self._idle.remove(each)
        if each.future:
            each.future.set_exception(
                ProcessEnded(f"its process ended with status {each.process.exitcode}")
            )

    def _give_up(self) -> None:
        """Let all that is left fail if no process will take it: only `submit` begins one."""
        while self._left and not self._processes:
            future, _ = self._left.popleft()
            if future.set_running_or_notify_cancel():
                future.set_exception(ProcessEnded("the processes before it have ended"))

    # -------------------------------------------------------------- the thread

    def _ring(self) -> None:
        """Have the thread look at what has changed."""
        with contextlib.suppress(OSError):  # it has ended
            self._bell.send_bytes(b"!")

    def _collect(self) -> None:
        """Collect what the processes return, until all is done and they have ended."""
        while True:
            with self._lock:
                if self._is_closing and not self._processes:
                    break
                watched = [self._alarm, *self._processes]
            ready = connection.wait(watched)
            with self._lock:
                for pipe in ready:
                    if pipe is self._alarm:
                        self._alarm.recv_bytes()
                    elif each := self._processes.get(pipe):  # type: ignore[call-overload]
                        self._receive(each)
                self._give_up()
                self._hand_out()
                if self._is_closing and not self._left:
                    self._dismiss_idle()
        self._alarm.close()
        self._bell.close()


def _settle(future: "Future[Any]", message: bytes) -> None:
    """Give a future what its process has returned or raised."""
    try:
        is_value, value = pickle.loads(message)
    except Exception as error:
        future.set_exception(error)
        return
    if is_value:
        future.set_result(value)
    else:
        future.set_exception(value)


# ------------------------------------------------------------------ in a process


def _serve(
    pipe: "Connection[Any, Any]",
    inherited: "Connection[Any, Any] | None",
    begin: Callable[..., None],
    arguments: tuple[object, ...],
) -> None:
    """Do one job after the other, until an empty one comes or the parent has gone.

    What is `inherited` is a copy of the parent's end of the pipe.
    """
    if inherited:
        inherited.close()
    begin(*arguments)
    if hasattr(signal, "pthread_sigmask"):  # ends what `signals_wait` began
        signal.pthread_sigmask(signal.SIG_UNBLOCK, machine.STOPPING)
    with contextlib.suppress(EOFError, OSError):
        while order := pipe.recv_bytes():
            pipe.send_bytes(_done(order))


def _done(order: bytes) -> bytes:
    """Do a job, and give what it returned or raised as it travels."""
    try:
        function, arguments, named = pickle.loads(order)
        return bytes(ForkingPickler.dumps((True, function(*arguments, **named))))
    except Exception as error:
        return _told(error)


def _told(error: Exception) -> bytes:
    """Give what was raised as it travels: one that cannot be made again there goes as its text."""
    try:
        message = bytes(ForkingPickler.dumps((False, error)))
        pickle.loads(message)
    except Exception:
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return message
