"""Calls one function of a learner's module, in a process of its own.

Where the network is mocked, every request that the function makes comes here as data,
and only the response that it earned goes back. Where it is real, a server of the scene
answers, and only the moments before a connection are announced here, so that it can be
scripted without a clock. What comes from the process is bounded in size, depth and
time, and never trusted.
"""

import base64
import json
import os
import re
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from grader.failures.diagnosis.deaths import of_death
from grader.failures.ended import ended_early, status_in_words, trace_of
from grader.failures.errors import (
    Failure,
    NothingCame,
    NotStarted,
    ProgramEnded,
    Raised,
    Unusable,
)
from grader.launch.program import Program
from grader.peers.http.script import MOST_REQUESTS, Request, Response, Site
from grader.peers.http.values import DEEPEST, Returned, Spoilt, depth, tagged, untagged
from grader.peers.scene import Scene, Waited

if TYPE_CHECKING:  # importing it takes h11, which a mocked network has no use for
    from grader.peers.http.server import HttpServer

Message = dict[str, Any]  # JSON from a stranger's process: each use looks at the types

LARGEST_FRAME = 4 << 20  # bytes
MOST_FAMILIES = 40  # classes of an exception: its own and its bases
LONGEST_PAUSE = 2.2  # seconds that a function may wait before it tries a real server again
LONGEST_CALL = 20.0  # seconds


def call(
    scene: Scene,
    function: str,
    arguments: Sequence[object],
    *,
    site: Site | None = None,
    server: "HttpServer | None" = None,
) -> Returned:
    """Call the learner's `function`, and give the value that it returned.

    Its requests are answered by the `site` of a mocked network, or over real connections
    by the `server`; with neither, the function has no network. Raises NotStarted,
    Unusable (the module does not load), ProgramEnded, NothingCame, or Raised with the
    exception that the function raised; other kinds of Failure for misuse of the network.
    """
    return _Call(scene, function, site, server).make(arguments)


class _Call:
    """One call: the messages from the process are taken one by one, until it has ended."""

    def __init__(
        self, scene: Scene, function: str, site: Site | None, server: "HttpServer | None"
    ) -> None:
        self._scene, self._function = scene, function
        self._site, self._server = site, server
        self._wire = _Wire(scene, function, pauses=LONGEST_PAUSE if server else 0.0)

    def make(self, arguments: Sequence[object]) -> Returned:
        """Send the call, answer what is asked meanwhile, and give the value that came."""
        shown = ", ".join(map(repr, arguments)).replace(self._scene.program.folder + os.sep, "")
        self._scene.transcript.step(f"called    {self._function}({shown})")
        network = "real" if self._server else "mocked" if self._site else "none"
        self._wire.send(
            {
                "function": self._function,
                "arguments": [tagged(argument) for argument in arguments],
                "network": network,
            }
        )
        while True:
            message = self._wire.receive()
            kind = message.get("type")
            if kind == "loaded" and not self._wire.loaded:
                self._wire.loaded = True
            elif kind == "connect" and self._server:
                self._server.prepare_for_connection()
                self._wire.send({})
            elif kind == "request" and self._site and not self._server:
                self._answer(message, self._site)
            else:
                return self._ended(kind, message)

    def _answer(self, message: Message, site: Site) -> None:
        """Answer a request over a mocked network. Raises Spoilt, or Failure for one too many."""
        transcript = self._scene.transcript
        request = _request(message, self._file)
        transcript.program("request", request.body, note=f"{request.method} {request.url}")
        if len(site.requests) >= MOST_REQUESTS:
            raise Failure(f"{self._function} made more than {MOST_REQUESTS} requests.")
        response = site.answer(request)
        if not isinstance(response, Response) or not response.arrives_whole:
            raise ValueError(f"a mocked network cannot deliver {response!r}")
        body = b"" if request.method == "HEAD" else response.body
        transcript.grader("response", body, note=response.note())
        self._wire.send(
            {
                "status": response.status,
                "reason": response.reason,
                "headers": [list(pair) for pair in response.headers],
                "body": base64.b64encode(body).decode(),
            }
        )

    @property
    def _file(self) -> str:
        return self._scene.program.command[0]

    # ------------------------------------------------------------------ how it ended

    def _ended(self, kind: object, message: Message) -> Returned:
        """Give the value that was returned, or raise what the message tells."""
        if kind == "returned":
            return self._returned(message)
        if kind == "missing":
            raise Failure(f"There is no function {self._function}() in {self._file}.")
        families = message.get("families")
        if kind not in ("raised", "unloadable") or not isinstance(families, list):
            raise Spoilt(self._file)
        families = [name[:80] for name in families[:MOST_FAMILIES] if isinstance(name, str)]
        if "NotImplementedError" in families:
            raise NotStarted()
        if message.get("went_round"):
            self._raise_went_round()
        self._scene.program.traceback = str(message.get("traceback") or "")
        text = message["text"][:500] if isinstance(message.get("text"), str) else ""
        name = families[0] if families else "an exception"
        raise (self._raised if kind == "raised" else self._unloadable)(name, families, text)

    def _returned(self, message: Message) -> Returned:
        try:
            value = untagged(message.get("value"))
        except (KeyError, TypeError, ValueError):
            raise Spoilt(self._file) from None
        returned = Returned(value, message.get("truth") is True)
        self._scene.transcript.program("response", note=returned.shown())
        if message.get("went_round"):
            self._raise_went_round()
        return returned

    def _raised(self, name: str, families: list[str], text: str) -> Raised:
        return Raised(
            f"{self._function}() raised {name}: {text}",
            families=families,
            diagnosis=of_death(name, text) or _of_family(families, text),
        )

    def _unloadable(self, name: str, families: list[str], text: str) -> Unusable:
        trace = trace_of(self._scene.program)
        where = f", line {trace.line}," if trace and trace.line else ""
        if "SyntaxError" in families:
            text = re.sub(r" \(\S+, line \d+\)$", "", text)
            return Unusable(f"{self._file}{where} is not valid Python: {text}.")
        hint = (
            "The module makes a request while it is imported: put that below if __name__ == '__main__'."
            if "RequestException" in families
            else None
        )
        return Unusable(
            f"{self._file}{where} cannot be imported: {name}: {text}",
            diagnosis=hint or of_death(name, text),
        )

    def _raise_went_round(self) -> NoReturn:
        raise Failure(
            f"{self._function}() went round requests and used a socket of its own.",
            diagnosis="These tasks are judged through requests: requests.get, a Session, any of its calls.",
        )


def _of_family(families: list[str], text: str) -> str | None:
    meanings = (of_death(name, text) for name in families[1:])
    return next(filter(None, meanings), None)


def _request(message: Message, file: str) -> Request:
    """Read a request that the process says it makes. Raises Spoilt."""
    try:
        headers = {str(name).lower(): str(value) for name, value in message["headers"]}
        body = base64.b64decode(message["body"])
        request = Request(str(message["method"]), str(message["url"]), headers, body)
        # half a surrogate pair, which no real request has, raises here
        "".join([request.method, request.url, *headers, *headers.values()]).encode()
        request.address  # noqa: B018  a URL that is none raises here, and not later
    except (KeyError, TypeError, ValueError):
        raise Spoilt(file) from None
    return request


class _Wire:
    """Frames to and from the learner's process: bounded in size, depth and time."""

    def __init__(self, scene: Scene, function: str, pauses: float) -> None:
        self._scene, self._function, self._pauses = scene, function, pauses
        self._latest = time.monotonic() + LONGEST_CALL
        channel = scene.program.channel
        if channel is None:
            raise RuntimeError("the program was started without a channel for calls")
        self._socket = channel
        self._socket.setblocking(False)
        self._buffer = bytearray()
        self._has_ended = False
        self.loaded = False  # the module has been imported

    def send(self, message: Message) -> None:
        """Send a frame. That the process does not take it is no error here: reading tells it."""
        data = json.dumps(message).encode()
        left = memoryview(len(data).to_bytes(4, "big") + data)

        def is_sent() -> bool:
            nonlocal left
            try:
                while left:
                    left = left[self._socket.send(left) :]
            except BlockingIOError:
                return False
            except OSError:
                pass  # it has ended
            return True

        self._scene.wait(is_sent, "call", writing=[self._socket])

    def receive(self) -> Message:
        """Take a frame. Raises Spoilt for what is no frame, or says why none came."""
        size = int.from_bytes(self._take(4), "big")
        if size > LARGEST_FRAME:
            raise Spoilt(self._program.command[0])
        try:
            message = json.loads(self._take(size), parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise Spoilt(self._program.command[0]) from None
        if not isinstance(message, dict) or depth(message) > DEEPEST:
            raise Spoilt(self._program.command[0])
        return message

    @property
    def _program(self) -> Program:
        return self._scene.program

    def _take(self, count: int) -> bytes:
        waited = self._scene.wait(
            lambda: self._is_there(count),
            "call",
            reading=[self._socket],
            pauses=self._pauses,
            latest=self._latest,
        )
        if waited is Waited.IN_VAIN:
            raise self._endless()
        if len(self._buffer) < count:
            raise self._gone()
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def _is_there(self, count: int) -> bool:
        """Read what has come; tell whether it is enough, or nothing more can come."""
        while len(self._buffer) < count and not self._has_ended:
            try:
                data = self._socket.recv(1 << 16)
            except BlockingIOError:
                return False
            except OSError:
                data = b""
            self._buffer += data
            self._has_ended = not data
        return True

    def _endless(self) -> Failure:
        if self.loaded:
            return NothingCame(f"{self._function}() did not come to an end.")
        return Unusable(
            f"Importing {self._program.command[0]} did not come to an end.",
            diagnosis="What stands outside of all functions is run at the import.",
        )

    def _gone(self) -> Failure | NotStarted:
        self._program.wait_for_end(time.monotonic() + 1.0)
        if not self._program.ended:
            return Spoilt(self._program.command[0])
        early = ended_early(self._program, f"before {self._function}() returned")
        if isinstance(early, ProgramEnded):
            early.diagnosis = (
                f"It ended with {status_in_words(self._program.status)}: a function "
                "returns to its caller and does not end the program."
            )
        return early


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")
