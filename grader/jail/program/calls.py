"""Calls functions of a learner's module and passes their HTTP requests on.

Runs on the untrusted side, like `script`. Where the network is mocked, requests-mock
answers (see `mocked`), but it knows no answers: each request travels to the
grader, and the response that it earned travels back. So the program's process never
holds an answer which it has not asked for in the right way. Where it is real, only
the moments before a connection are announced.

What the module does while it is imported is nobody's business: its requests are refused,
and an import that does not end, or prints without end, is stopped. The functions that it has defined by then are
called all the same.

The channel carries frames: a length of 4 bytes (big-endian), then JSON.

    grader → program   {"function": …, "arguments": […], "stays": whether another call follows,
                        "network": "none" | "mocked" | "real",
                        "seconds": for the import, "longest": if the function is not defined then}
    program → grader   {"type": "loaded", "ended": null, or how the import ended early}
                       or {"type": "unloadable", …}, which is the last frame
    program → grader   {"type": "request", "method": …, "url": …, "headers": [[…]], "body": …}
    grader → program   {"status": …, "reason": …, "headers": [[…]], "body": …}
    program → grader   {"type": "connect"}, answered by {} when the grader is ready for it
    program → grader   {"type": "returned" | "raised" | "missing", …}
    grader → program   where it stays, the next call: its function, its arguments, "stays"
"""

import base64
import errno
import inspect
import io
import json
import math
import os
import signal
import sys
import threading
import time
import traceback
import types
from collections.abc import Callable
from typing import Any, NoReturn, Protocol

import requests

from . import mocked, remarks, script
from .values import kind_of, kinds, tagged, truth, untagged

MOST_PRINTED = 1 << 18  # bytes of an import
MOST_STOPS = 4  # times that an import is stopped by an exception, which it may catch
TICK = 0.2  # seconds between two looks at an import that has lasted long enough
REHEARSALS = 5  # Python specializes a function after some eight calls
MOST_NAMES = 30  # functions that are told of a module
CLOSED = 113  # the exit status where the channel was closed by the learner's code
WAYS_ROUND = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")


class Wire(Protocol):
    """An unbuffered binary file, one or both ways."""

    def read(self, size: int, /) -> bytes | None: ...
    def write(self, data: bytes, /) -> int | None: ...


Json = Any  # what json.loads gives: the grader's frames, and values of the learner's own


def answer_calls(path: str, receiving: Wire, sending: Wire, tell: "script.Tell") -> NoReturn:
    """Read a call from the channel, make it, report how it ended; go on so, or exit.

    Raises whatever fails before `tell("begun")`; afterwards it is the learner's module
    that runs.
    """
    channel = Channel(receiving, sending)
    tell("ready")
    call = channel.receive()
    kept: dict[str, Any] = {}  # what calls are given by name, and the next ones again
    arguments = untagged(call["arguments"], kept)
    source = script.read(path)
    sys.argv[:] = [""]  # as it is in a Python that was started without a script
    script.become_main(types.ModuleType("__main__"))
    network = Network(channel)
    if call["network"] == "mocked":
        mocked.install(network.answer)
        sys.addaudithook(network.refuse_ways_round)
    elif call["network"] == "real":
        sys.addaudithook(network.announce)
    tell("begun")
    module = Module(path, source)

    def go_on(ended: Json) -> NoReturn:
        useless = _told_of_import(module, call["function"], ended)
        if useless is None:
            network.is_open = True
            channel.send({"type": "loaded", "ended": ended})
            make(call, arguments)
        else:
            channel.send(useless)
        script.finish(0)

    def make(call: Json, arguments: list[Any]) -> None:
        while True:
            outcome = module.call(call["function"], arguments)
            outcome["went_round"] = network.went_round[:1]
            outcome["kept"] = sum(map(len, kept.values()))
            if not call["stays"]:
                channel.send(outcome)
                return
            call = channel.ask(outcome)
            arguments = untagged(call["arguments"], kept)

    go_on(module.load(call["function"], (call["seconds"], call["longest"]), go_on))


def rehearse() -> None:
    """Make some requests that nobody hears, so that a fork's first one is like any other.

    What is made or learned at a first call (modules, caches, the interpreter's specialized
    instructions) then need not be made in each fork.
    """
    os.environ["NETRC"] = os.devnull  # there may be passwords in the grader's own
    with mocked.installed(Network(_Nobody(), is_open=True).answer):
        for _ in range(REHEARSALS):
            requests.get("http://nobody.example/", params={"a": "b"}).raise_for_status()
            requests.post("http://nobody.example/", data={"a": "b"}).json()


class _Nobody:
    """Stands for the grader in a rehearsal."""

    def ask(self, message: Json) -> Json:
        headers = [["Content-Type", "application/json"], ["Content-Length", "2"]]
        answer = {"status": 200, "reason": "OK", "headers": headers, "body": "e30="}
        return json.loads(json.dumps({**json.loads(json.dumps(message)), **answer}))


class Channel:
    """Length-prefixed JSON over a pair of unbuffered binary files."""

    def __init__(self, receiving: Wire, sending: Wire) -> None:
        self.receiving, self.sending = receiving, sending
        self._turn = threading.RLock()

    def ask(self, message: Json) -> Json:
        """Send a message and return the answer to it, also when threads ask at once."""
        with self._turn:
            self.send(message)
            return self.receive()

    def send(self, message: Json) -> None:
        """Send one frame. Ends the process if the grader has gone, or the learner has closed the file."""
        data = json.dumps(message).encode()
        data = len(data).to_bytes(4, "big") + data
        try:
            while data:
                data = data[self.sending.write(data) or 0 :]
        except OSError as error:
            os._exit(CLOSED if error.errno == errno.EBADF else 1)

    def receive(self) -> Json:
        """Wait for one frame, and give its message. Ends the process if the grader has gone."""
        return json.loads(self._read(int.from_bytes(self._read(4), "big")))

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            more = self.receiving.read(count - len(data))
            if not more:
                os._exit(1)  # the grader has gone: nobody is left to tell
            data += more
        return data


# ---------------------------------------------------------------------- the network


class Network:
    """What the program can reach: the grader, as soon as its module has been imported."""

    def __init__(self, channel: "Channel | _Nobody", is_open: bool = False) -> None:
        self._channel = channel
        self._process = os.getpid()  # where the channel is: it has one user at a time
        self.is_open = is_open
        self.went_round: list[str] = []  # what else than requests it used, after the import

    def answer(self, request: requests.PreparedRequest) -> Json:
        """Have the grader answer a request of a mocked network.

        Raises ConnectionRefusedError while the module is imported.
        """
        self._demand_open()
        answer = self._channel.ask(
            {
                "type": "request",
                "method": request.method,
                "url": request.url,
                "headers": [[name, value] for name, value in request.headers.items()],
                "body": base64.b64encode(mocked.body_of(request.body)).decode(),
            }
        )
        return {**answer, "body": base64.b64decode(answer["body"])}

    def refuse_ways_round(self, event: str, arguments: tuple[object, ...]) -> None:
        """Refuse a socket of the program's own: only requests can be answered."""
        if event in WAYS_ROUND:
            if self.is_open:
                self.went_round.append(event)
            raise PermissionError(f"{event}: only requests can reach the web here")

    def announce(self, event: str, arguments: tuple[object, ...]) -> None:
        """Tell the grader before each connection, so that it can be scripted without a clock."""
        if event == "socket.connect":
            self._demand_open()
            if os.getpid() == self._process:
                self._channel.ask({"type": "connect"})

    def _demand_open(self) -> None:
        if not self.is_open:
            raise ConnectionRefusedError("no request is answered while the module is imported")


# ---------------------------------------------------------------------- the module


class _Endless(BaseException):
    """The import has lasted long enough."""


class Module:
    """The learner's module."""

    def __init__(self, path: str, source: bytes) -> None:
        self._path, self._source = path, source
        self._module = script.new_module(os.path.basename(path).removesuffix(".py"), path)
        self._ended: Json = None  # how its import ended early
        self._stops = 0

    def load(
        self, function: str, seconds: tuple[float, float], go_on: Callable[[Json], NoReturn]
    ) -> Json:
        """Import it; give None, or how the import ended before the end of the file.

        It is stopped after the first of these seconds, or so much output, if it has defined the
        function by then, and after the second ones in any case. If it catches what should stop
        it, and does so again and again, `go_on` is called in the midst of it.
        """
        usual, longest = seconds
        latest = time.monotonic() + longest

        def stop(why: str, frame: types.FrameType | None) -> None:
            if not self.function(function) and time.monotonic() < latest:
                return
            self._ended = {"type": why, "line": self._line(frame)}
            self._stops += 1
            if self._stops > MOST_STOPS:
                watch.end()
                go_on(self._ended)
            raise _Endless

        watch = _Watch(usual, stop)
        try:
            script.execute(self._module, self._path, self._source)
        except _Endless:
            return self._ended
        except BaseException as error:
            return self._raised(error)
        finally:
            watch.end()
        return None

    def function(self, name: str) -> Callable[..., Any] | None:
        """Give what can be called by this name; None if there is nothing."""
        found = self._module.__dict__.get(name)
        return found if callable(found) else None

    def functions(self) -> list[str]:
        """Name what this module itself has defined and can be called."""
        return [
            name
            for name, value in list(self._module.__dict__.items())
            if callable(value) and getattr(value, "__module__", None) == self._module.__name__
        ][:MOST_NAMES]

    def call(self, name: str, arguments: list[Any]) -> Json:
        """Call a function; give the frame that tells how that ended."""
        function = self.function(name)
        if function is None:
            found = self._module.__dict__.get(name)
            shadow = [] if found is None else [("shadowed", type(found).__name__, 0)]
            noted = shadow + remarks.on_missing(self._source, name)
            return {"type": "missing", "functions": self.functions(), "remarks": noted}
        try:
            value = function(*arguments)
        except BaseException as error:
            return {**self._raised(error), "signature": _signature(function)}
        told = {
            "type": "returned",
            "value": tagged(value),
            "kind": kind_of(value),
            "truth": truth(value),
            "remarks": remarks.on(self._source, name),
        }
        if inspect.iscoroutine(value):
            value.close()  # else Python warns that nobody awaits it, and names this file
        return told

    def _raised(self, error: BaseException) -> Json:
        trace = script.without_our_frames(error.__traceback__, __file__)
        return {
            "type": "raised",
            "families": kinds(error),
            "text": _text_of(error)[:500],
            "file": os.path.basename(str(getattr(error, "filename", None) or ""))[:80],
            "inside": _innermost(trace),
            "traceback": "".join(traceback.format_exception(type(error), error, trace))[-20000:],
        }

    def _line(self, frame: types.FrameType | None) -> int | None:
        """Find the line of this module, outside of all its functions, where it stands."""
        line = None
        while frame is not None:
            if frame.f_code.co_filename == self._path:
                line = frame.f_lineno
            frame = frame.f_back
        return line


class _Watch:
    """Calls `stop` in the main thread when an import has lasted long or printed much.

    It may be that what `stop` raises is caught, and has to be raised once more: it is called
    again and again. Where the system has no such timer, only prints are watched.
    """

    def __init__(self, seconds: float, stop: Callable[[str, types.FrameType | None], None]) -> None:
        self._stop = stop
        self._room: float = MOST_PRINTED
        for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
            raw = _Stream(stream.fileno(), self)
            watched = script.stream_over(raw, stream.errors or "strict")
            setattr(sys, name, watched)
            setattr(sys, f"__{name}__", watched)
        if sys.platform != "win32":
            self._before = signal.signal(
                signal.SIGALRM, lambda number, frame: stop("endless", frame)
            )
            signal.setitimer(signal.ITIMER_REAL, max(seconds, TICK), TICK)

    def has_room(self, size: int) -> bool:
        """Tell whether so many bytes may be printed; raises what `stop` raises."""
        self._room -= size
        if self._room >= 0:
            return True
        if threading.current_thread() is threading.main_thread():
            self._stop("talkative", sys._getframe())
        return False

    def end(self) -> None:
        """Watch no longer."""
        self._room = math.inf
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)


class _Stream(io.FileIO):
    """A standard stream of an import, which prints no more than it may."""

    def __init__(self, descriptor: int, watch: _Watch) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self._watch = watch

    def write(self, data: Any, /) -> int:
        """Write these bytes, or drop them."""
        size = memoryview(data).nbytes
        return super().write(data) if self._watch.has_room(size) else size


def _told_of_import(module: Module, function: str, ended: Json) -> Json:
    """Give the last frame for a module that is of no use; None where functions can be called."""
    died = ended is not None and ended["type"] == "raised"
    if died and not module.function(function) and not module.functions():
        return {**ended, "type": "unloadable"}
    return None


def _signature(function: Callable[..., Any]) -> str:
    try:
        return str(inspect.signature(function))[:200]
    except Exception:  # nobody knows the parameters of some callables
        return ""


def _innermost(trace: types.TracebackType | None) -> str:
    """Give the file in which an exception was raised, with its folder; empty for our own call."""
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return "/".join(trace.tb_frame.f_code.co_filename.replace("\\", "/").split("/")[-2:])


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a broken __str__ of the program's own
        return type(error).__name__
