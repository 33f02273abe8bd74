"""Calls one function of a learner's module, in a process of its own.

Where the network is mocked, every request that the function makes comes here as data,
and only the response that it earned goes back. Where it is real, a server of the scene
answers, and only the moments before a connection are announced here, so that it can be
scripted without a clock. What comes from the process is bounded in size, depth and
time, and never trusted.
"""

import base64
import json
import math
import os
import re
import time
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from grader.failures.diagnosis.calls import Remark, of_missing
from grader.failures.diagnosis.raised import is_own, of_exception, of_import
from grader.failures.ended import OUT_OF_CPU_TIME, ended_early, not_python, status_in_words
from grader.failures.errors import (
    Failure,
    NothingCame,
    NotStarted,
    ProgramEnded,
    Raised,
    TookTooMuch,
    TooMuch,
    Unusable,
)
from grader.failures.tracebacks import last_trace
from grader.i18n import gettext
from grader.launch.program import Program
from grader.peers.http.dying import STOPPED, Death, stopped
from grader.peers.http.script import MOST_BODY, MOST_HEAD, MOST_REQUESTS, Request, Response, Site
from grader.peers.http.values import (
    DEEPEST,
    MOST_KINDS,
    Returned,
    Spoilt,
    depth,
    kind_among,
    tagged,
    untagged,
)
from grader.peers.scene import Scene, Waited
from grader.peers.transcript import Party

if TYPE_CHECKING:  # importing it takes h11, which a mocked network has no use for
    from grader.peers.http.server import HttpServer

Message = dict[str, Any]  # JSON from a stranger's process: each use looks at the types

LARGEST_FRAME = 4 << 20  # bytes
LONGEST_TOLD = 500  # characters of anything that is told of an exception
MOST_FUNCTIONS, LONGEST_NAME = 200, 80  # of a file, in which one is missing
LONGEST_PAUSE = 2.2  # seconds that a function may wait before it tries a real server again
LONGEST_CALL = 20.0  # seconds
# Seconds after which an import must have been stopped by the program's own process, which waits
# longer than usual for a function that is not defined yet.
UNTIL_STOPPED = 12.0
CLOSED = 113  # the exit status of a process that finds its channel closed (`jail/program/calls.py`)

SITE, CALLER = Party("site"), Party("caller")  # who a function speaks with that has no socket


@dataclass(frozen=True)
class Stay:
    """Whether a call is made in the process of the one before it, and the next one in its own."""

    again: bool = False
    stays: bool = False


def call(
    scene: Scene,
    function: str,
    arguments: Sequence[object],
    *,
    stay: Stay = Stay(),
    site: Site | None = None,
    server: "HttpServer | None" = None,
    pauses: float = 0.0,
) -> Returned:
    """Call the learner's `function`, and give the value that it returned.

    Its process ends with the call unless it is to `stay`. The requests are answered by the `site` of a mocked network, or over real connections
    by the `server`; with neither, the function has no network. It may rightly pause for
    `pauses` seconds once it has tried to connect. Raises NotStarted,
    Unusable (the module does not load), ProgramEnded, NothingCame, or Raised with the
    exception that the function raised; other kinds of Failure for misuse of the network.
    """
    return _Call(scene, function, site, server, pauses).make(arguments, stay)


class _Call:
    """One call: the messages from the process are taken one by one, until it has ended."""

    def __init__(
        self,
        scene: Scene,
        function: str,
        site: Site | None,
        server: "HttpServer | None",
        pauses: float,
    ) -> None:
        self._scene, self._function = scene, function
        self._site, self._server = site, server
        self._before = len(site.requests) if site else 0  # those of earlier calls
        self._wire = _Wire(scene, function, pauses)
        self._count = 0  # of the arguments
        self._import: str | None = None  # how it ended early
        self._is_endless = False

    def make(self, arguments: Sequence[object], stay: Stay) -> Returned:
        """Send the call, answer what is asked meanwhile, and give the value that came."""
        if stay.again:
            self._scene.program.traceback = None  # of the call before
            self._wire.begin_call()
        shown = ", ".join(map(repr, arguments)).replace(self._scene.program.folder.inside, "…")
        called = f"{self._function}({shown})"
        self._scene.transcript.step(gettext("called    {call}", call=called))
        network = "real" if self._server else "mocked" if self._site else "none"
        self._count = len(arguments)
        self._wire.send(
            {
                "function": self._function,
                "arguments": tagged(arguments),
                "stays": stay.stays,
                "network": network,
                "seconds": self._scene.patience.seconds("import"),
                "longest": self._scene.patience.until_defined(self._function),
            }
        )
        while True:
            message = self._wire.receive()
            kind = message.get("type")
            if kind == "loaded" and not self._wire.loaded:
                self._wire.begin_call()
                if self._server:
                    self._server.tries.are_called_for()
                self._import_ended(message.get("ended"))
            elif kind == "connect" and self._server:
                self._server.prepare_for_connection()
                self._wire.has_tried = True
                self._wire.send({})
            elif kind == "request" and self._site and not self._server:
                self._answer(message, self._site)
            else:
                return self._ended(kind, message)

    def _answer(self, message: Message, site: Site) -> None:
        """Answer a request over a mocked network. Raises Spoilt, or Failure for one too many."""
        transcript = self._scene.transcript
        request = _request(message, self._file)
        if _is_too_large(request):
            raise TooMuch(
                gettext(
                    "{function} made a request of more than {most} KiB of headers, or with a body of more than a megabyte.",
                    function=self._function,
                    most=MOST_HEAD >> 10,
                )
            )
        transcript.program(
            SITE, "request", request.body, note=request.note(), raw=request.written()
        )
        if len(site.requests) - self._before >= MOST_REQUESTS:
            raise TooMuch(
                gettext(
                    "{function} made more than {most} requests.",
                    function=self._function,
                    most=MOST_REQUESTS,
                )
            )
        response = site.answer(request)
        if not isinstance(response, Response) or not response.arrives_whole:
            raise ValueError(f"a mocked network cannot deliver {response!r}")
        body = b"" if request.method == "HEAD" else response.body
        transcript.grader(SITE, "response", body, note=response.note(), raw=response.written(body))
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

    def _import_ended(self, how: object) -> None:
        """Note that the import did not come to the end of the file. Raises Spoilt."""
        if how is None:
            return
        if not isinstance(how, dict):
            raise Spoilt(self._file)
        kind, line = str(how.get("type")), how.get("line")
        if kind == "endless":
            self._is_endless = True
            self._scene.patience.lose("import")
        if kind in STOPPED:
            if type(line) is not int:
                raise Spoilt(self._file)
            self._import = stopped(kind, self._file, line)
        else:
            self._import = self._death(how).of_import(self._file)
        note = gettext("What was defined before is judged.")
        self._scene.transcript.step(f"{self._import} {note}")

    # ------------------------------------------------------------------ how it ended

    def _ended(self, kind: object, message: Message) -> Returned:
        """Give the value that was returned, or raise what the message tells."""
        if kind == "returned":
            return self._returned(message)
        if kind == "missing":
            raise self._missing(message)
        if kind not in ("raised", "unloadable"):
            raise Spoilt(self._file)
        death = self._death(message)
        if "NotImplementedError" in death.kinds:
            raise NotStarted()
        if message.get("went_round"):
            self._raise_went_round()
        self._scene.program.traceback = death.traceback
        raise self._raised(death) if kind == "raised" else self._unloadable(death)

    def _returned(self, message: Message) -> Returned:
        try:
            value = untagged(message.get("value"))
        except (KeyError, TypeError, ValueError):
            raise Spoilt(self._file) from None
        kind = kind_among(value, message.get("kind"))
        remarks = _remarks(message.get("remarks"))
        kept = message.get("kept")
        is_true = message.get("truth") is True
        returned = Returned(value, is_true, remarks, kind, kept=kept if type(kept) is int else None)
        self._scene.transcript.program(CALLER, "response", note=returned.shown())
        if message.get("went_round"):
            self._raise_went_round()
        return returned

    def _missing(self, message: Message) -> Failure:
        names = message.get("functions")
        if not isinstance(names, list):
            raise Spoilt(self._file)
        functions = [
            name[:LONGEST_NAME] for name in names[:MOST_FUNCTIONS] if isinstance(name, str)
        ]
        if self._is_endless:
            self._scene.patience.learn_defined(functions)
        remarks = _remarks(message.get("remarks"))
        told = of_missing(self._function, functions, remarks)
        if self._import:
            told = f"{self._import} " + gettext("The lines below did not run.")
        what = gettext(
            "There is no function {function}() in {file}.", function=self._function, file=self._file
        )
        if remarks and remarks[0][0] == "shadowed":
            what = gettext(
                "The name {function} stands for no function in {file}.",
                function=self._function,
                file=self._file,
            )
        return Failure(what, diagnosis=told)

    def _raised(self, death: Death) -> Raised:
        exception = death.exception(self._count)
        return Raised(
            gettext(
                "{function}() raised {exception}", function=self._function, exception=death.told
            ),
            kinds=death.kinds,
            on_purpose=is_own(exception),
            diagnosis=of_exception(exception) or death.meaning(self._scene.around),
        )

    def _unloadable(self, death: Death) -> Unusable:
        if "SyntaxError" in death.kinds and death.file in ("", self._file):
            text = re.sub(r" \(\S+, line \d+\)$", "", death.text)
            line = death.line
            place = gettext("{file}, line {line}", file=self._file, line=line) if line else ""
            return Unusable(
                not_python(self._file, place, text), diagnosis=death.meaning(self._scene.around)
            )
        where = self._file
        if death.line:
            where = gettext("{file}, line {line},", file=self._file, line=death.line)
        return Unusable(
            gettext("{where} cannot be imported: {exception}", where=where, exception=death.told),
            diagnosis=of_import(death.text, death.line)
            or of_exception(death.exception(0))
            or death.meaning(self._scene.around),
        )

    def _death(self, message: Message) -> Death:
        """Read what an exception was. Raises Spoilt."""
        kinds = message.get("families")
        if not isinstance(kinds, list):
            raise Spoilt(self._file)
        kinds = [name[:160] for name in kinds[:MOST_KINDS] if isinstance(name, str)]
        texts = {key: message.get(key) for key in ("text", "inside", "signature", "file")}
        folder = self._scene.program.folder.inside
        known = {
            key: value.replace(folder + os.sep, "").replace(folder, "…")[:LONGEST_TOLD]
            for key, value in texts.items()
            if isinstance(value, str)
        }
        told = message.get("traceback")
        traceback = told if isinstance(told, str) else ""
        trace = last_trace(traceback, folder, self._file)
        line, statement = (trace.outer, trace.statement) if trace else (None, "")
        return Death(kinds, line=line, statement=statement, traceback=traceback, **known)

    def _raise_went_round(self) -> NoReturn:
        raise Failure(
            gettext(
                "{function}() did not use requests: it opened a connection of its own.",
                function=self._function,
            ),
            diagnosis=gettext(
                "The grader sees what requests sends, and nothing else in these tasks. Use requests.get, a Session, any call of requests: urllib and http.client open connections of their own."
            ),
        )


def _remarks(told: object) -> list[Remark]:
    """Read the remarks that are of the right form."""
    rows = [row for row in told if isinstance(row, list)] if isinstance(told, list) else []
    return [
        (row[0], row[1][:80], row[2])
        for row in rows
        if [type(part) for part in row] == [str, str, int]
    ]


def _request(message: Message, file: str) -> Request:
    """Read a request that the process says it makes. Raises Spoilt."""
    try:
        headers = {str(name).lower(): str(value) for name, value in message["headers"]}
        body = base64.b64decode(message["body"])
        request = Request(str(message["method"]), str(message["url"]), headers, body)
        # half a surrogate pair, which no real request has, raises here
        "".join([request.method, request.url, *headers, *headers.values()]).encode()
        # a URL that is none raises here, and not later, when it is taken apart once more
        urllib.parse.urlsplit(request.address)
        request.written()
    except (KeyError, TypeError, ValueError):
        raise Spoilt(file) from None
    return request


def _is_too_large(request: Request) -> bool:
    """Tell whether a real server would not read this request either."""
    head = sum(len(name) + len(value) for name, value in request.headers.items())
    is_long = len(request.method) + len(request.url) + head > MOST_HEAD
    return is_long or len(request.body) > MOST_BODY


class _Wire:
    """Frames to and from the learner's process: bounded in size, depth and time."""

    def __init__(self, scene: Scene, function: str, pauses: float) -> None:
        self._scene, self._function, self._pauses = scene, function, pauses
        self._latest = math.inf
        channel = scene.program.channel
        if channel is None:
            raise RuntimeError("the program was started without a channel for calls")
        self._channel = channel
        self._buffer = bytearray()
        self._has_ended = False
        self.loaded = False  # the module has been imported
        self.has_tried = False  # to connect: before that, nothing calls for a pause

    def begin_call(self) -> None:
        """Note that the module has been imported, and that the function is called now."""
        self.loaded = True
        self._latest = time.monotonic() + LONGEST_CALL

    def send(self, message: Message) -> None:
        """Send a frame. That the process does not take it is no error here: reading tells it."""
        data = json.dumps(message).encode()
        left = memoryview(len(data).to_bytes(4, "big") + data)

        def is_sent() -> bool:
            nonlocal left
            try:
                while left:
                    left = left[self._channel.send(left) :]
            except BlockingIOError:
                return False
            except OSError:
                pass  # it has ended
            return True

        self._scene.wait(is_sent, "call", writing=[self._channel.into])

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
            "call" if self.loaded else "import",
            reading=[self._channel],
            pauses=self._rightly_paused(),
            latest=self._latest,
        )
        if waited is Waited.IN_VAIN:
            raise self._endless()
        if len(self._buffer) < count:
            raise self._gone()
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def _rightly_paused(self) -> float:
        if not self.loaded:
            return UNTIL_STOPPED
        return self._pauses if self.has_tried else 0.0

    def _is_there(self, count: int) -> bool:
        """Read what has come; tell whether it is enough, or nothing more can come."""
        while len(self._buffer) < count and not self._has_ended:
            try:
                data = self._channel.recv(1 << 16)
            except BlockingIOError:
                return False
            except OSError:
                data = b""
            self._buffer += data
            self._has_ended = not data
        return True

    def _endless(self) -> Failure:
        if self.loaded:
            return NothingCame(
                gettext("{function}() did not come to an end.", function=self._function)
            )
        return Unusable(
            gettext("Importing {file} did not come to an end.", file=self._program.command[0]),
            diagnosis=gettext("Lines outside of all functions run at the import."),
        )

    def _gone(self) -> Failure | NotStarted:
        self._program.wait_for_end(time.monotonic() + 1.0)
        if not self._program.ended or self._program.status == CLOSED:
            return Spoilt(self._program.command[0])
        if self._program.status == -OUT_OF_CPU_TIME:
            return self._endless()
        when = (
            gettext("before {function}() returned", function=self._function)
            if self.loaded
            else gettext("while it was imported")
        )
        early = ended_early(self._program, when)
        if isinstance(early, TookTooMuch) and not self.loaded:
            told = gettext("That was while it was imported.")
            return Unusable(f"{early.message} {told}", diagnosis=early.diagnosis)
        if isinstance(early, ProgramEnded) and self.loaded:
            early.diagnosis = gettext(
                "It ended with {status}: a function returns to its caller and does not end the program.",
                status=status_in_words(self._program.status),
            )
        return early


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")
