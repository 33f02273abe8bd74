"""The oracle for HTTP tasks: it knows the pages, the learner's process does not.

A `Site` is what a check scripts: pages at addresses, each with a rule that looks
at the request and gives the response. `call` has one function of the learner's
module called in a process of its own; every request that it makes comes here as
data, and only the response that it earned goes back.
"""

import base64
import binascii
import json
import os
import re
import time
import urllib.parse
from dataclasses import dataclass, field

from grader.failures import diagnosis
from grader.failures.ended import ended_early, status_in_words, trace_of
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    NotStarted,
    ProgramEnded,
    Raised,
    Unusable,
)
from grader.text import clipped, printable

LARGEST_FRAME = 4 << 20  # bytes
LONGEST_SHOWN = 400  # characters of a returned value
DEEPEST = 120  # levels of lists and dicts
MOST_REQUESTS = 50  # of one call
MOST_FAMILIES = 40  # classes that an exception's class comes from
LONGEST_PAUSE = 2.2  # seconds that a function may wait before it tries a real server again
LONGEST_CALL = 20.0  # seconds


@dataclass(frozen=True)
class Request:
    """A request as it left the learner's process. Header names are in lower case."""

    method: str
    url: str
    headers: dict
    body: bytes

    @property
    def address(self):
        """The URL without the parts that are not sent to the server as such."""
        parts = urllib.parse.urlsplit(self.url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()

    def cookies(self):
        """The cookies that were sent, by name (RFC 6265, section 4.2.1)."""
        pairs = (part.partition("=") for part in self.headers.get("cookie", "").split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}

    def credentials(self):
        """`user:password` as sent by HTTP basic auth (RFC 7617), or None."""
        scheme, _, value = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            return base64.b64decode(value.strip(), validate=True).decode("latin-1")
        except (binascii.Error, ValueError):
            return None


@dataclass(frozen=True)
class Response:
    """What a page answers."""

    status: int = 200
    body: bytes = b""
    headers: tuple = ()
    reason: str = "OK"


@dataclass
class Site:
    """The pages of one check, and the requests that they were asked."""

    pages: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)

    def page(self, url, rule, methods=("GET",)):
        """At `url` answer what `rule(request)` returns; other methods get 405."""
        self.pages[url] = (methods, rule)
        return url

    def page_of_any_query(self, url, rule):
        """The same for GETs of `url` with any query or none."""
        return self.page(f"{url}?*", rule).removesuffix("?*")

    def answer(self, request):
        self.requests.append(request)
        found = self.pages.get(request.address) or self.pages.get(
            f"{request.address.partition('?')[0]}?*"
        )
        if not found:
            return Response(404, b"no such page", (("Content-Type", "text/plain"),), "Not Found")
        methods, rule = found
        if request.method not in methods:
            return Response(405, b"", (("Allow", ", ".join(methods)),), "Method Not Allowed")
        response = rule(request)
        if request.method == "HEAD":
            return Response(response.status, b"", response.headers, response.reason)
        return response


@dataclass(frozen=True)
class Returned:
    """The value that a function returned. `truth` is what `bool()` made of it."""

    value: object
    truth: bool

    def shown(self):
        return printable(clipped(show(self.value), LONGEST_SHOWN))


@dataclass(frozen=True)
class Other:
    """A returned value that JSON cannot carry: its type's name and a description."""

    type: str
    shown: str


def show(value):
    if isinstance(value, Other):
        return f"a {value.type}: {value.shown}"
    return repr(value)


def call(program, site, function, arguments, transcript, patience, server=None):
    """Call the learner's `function`, answer its requests, return a `Returned`.

    Requests come as data from requests-mock; with a `server`, over real connections to it.
    Raises NotStarted, Unusable (the module does not load), ProgramEnded,
    NothingCame, or Raised with the exception that the function raised.
    """
    wire = _Wire(program, patience, server)
    shown = ", ".join(map(repr, arguments)).replace(program.folder + os.sep, "")
    transcript.step(f"called    {function}({shown})")
    wire.send(
        {
            "function": function,
            "arguments": [tagged(a) for a in arguments],
            "network": "real" if server else "mock",
        }
    )
    while True:
        message = wire.receive(function)
        kind = message.get("type")
        if kind == "loaded" and not wire.loaded:
            wire.loaded = True
            continue
        if kind == "connect" and server:
            server.prepare_for_connection(program)
            wire.send({})
            continue
        if kind != "request" or server:
            return _ended(kind, message, function, program, transcript)
        request = _request(message)
        transcript.program("request", request.body, note=f"{request.method} {request.url}")
        if len(site.requests) >= MOST_REQUESTS:
            raise Failure(f"{function} made more than {MOST_REQUESTS} requests.")
        response = site.answer(request)
        transcript.grader("response", response.body, note=str(response.status))
        wire.send(
            {
                "status": response.status,
                "reason": response.reason,
                "headers": [list(pair) for pair in response.headers],
                "body": base64.b64encode(response.body).decode(),
            }
        )


def _ended(kind, message, function, program, transcript):
    if kind == "returned":
        returned = Returned(untagged(message.get("value")), message.get("truth") is True)
        transcript.program("response", note=returned.shown())
        if message.get("went_round"):
            raise _went_round(function)
        return returned
    if kind == "missing":
        raise Failure(f"There is no function {function}() in {program.command[0]}.")
    if kind not in ("raised", "unloadable"):
        raise _spoilt()
    families = message.get("families")
    if not isinstance(families, list):
        raise _spoilt()
    families = [name[:80] for name in families[:MOST_FAMILIES] if isinstance(name, str)]
    if "NotImplementedError" in families:
        raise NotStarted()
    if message.get("went_round"):
        raise _went_round(function)
    raise _exception(kind, families, message, function, program)


def _exception(kind, families, message, function, program):
    name = families[0] if families else "an exception"
    text = message["text"][:500] if isinstance(message.get("text"), str) else ""
    program.traceback = str(message.get("traceback") or "")
    if kind == "raised":
        return Raised(
            f"{function}() raised {name}: {text}",
            families=families,
            diagnosis=diagnosis.of_death(name, text) or _of_family(families, text),
        )
    trace = trace_of(program)
    where = f", line {trace.line}," if trace and trace.line else ""
    if "SyntaxError" in families:
        text = re.sub(r" \(\S+, line \d+\)$", "", text)
        return Unusable(f"{program.command[0]}{where} is not valid Python: {text}.")
    hint = (
        "The module makes a request while it is imported: put that below if __name__ == '__main__'."
        if "RequestException" in families
        else None
    )
    return Unusable(
        f"{program.command[0]}{where} cannot be imported: {name}: {text}",
        diagnosis=hint or diagnosis.of_death(name, text),
    )


def _of_family(families, text):
    meanings = (diagnosis.of_death(name, text) for name in families[1:])
    return next(filter(None, meanings), None)


def _went_round(function):
    return Failure(
        f"{function}() went round requests and used a socket of its own.",
        diagnosis="These tasks are judged through requests: requests.get, a Session, any of its calls.",
    )


def _spoilt():
    return Mismatch(
        "What came back from the process of http_tasks.py is no result.",
        diagnosis="Does the program write to descriptors that it did not open?",
    )


def _request(message):
    try:
        headers = {str(name).lower(): str(value) for name, value in message["headers"]}
        body = base64.b64decode(message["body"])
        request = Request(str(message["method"]), str(message["url"]), headers, body)
        # half a surrogate pair, which no real request has, raises here
        "".join([request.method, request.url, *headers, *headers.values()]).encode()
        request.address  # noqa: B018  a URL that is none raises here, and not later
    except (KeyError, TypeError, ValueError):
        raise _spoilt() from None
    return request


class _Wire:
    """Frames to and from the learner's process: bounded in size, depth and time.

    While they are waited for, the real server does its work, if there is one.
    """

    def __init__(self, program, patience, server):
        self._program, self._patience, self._server = program, patience, server
        self._latest = time.monotonic() + LONGEST_CALL
        self._socket = program.channel
        self._socket.setblocking(False)
        self._buffer = bytearray()
        self._ended = False
        self.loaded = False  # the module has been imported

    def send(self, message):
        data = json.dumps(message).encode()
        left = memoryview(len(data).to_bytes(4, "big") + data)
        deadline = self._patience.deadline("call")
        while left:
            try:
                left = left[self._socket.send(left) :]
            except BlockingIOError:
                self._program.wait(deadline.at, writable=[self._socket])
                if deadline.missed():
                    return  # reading will tell that nothing comes
            except OSError:
                return  # it has ended: reading will tell

    def receive(self, function):
        size = int.from_bytes(self._take(4, function), "big")
        if size > LARGEST_FRAME:
            raise _spoilt()
        try:
            message = json.loads(self._take(size, function), parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise _spoilt() from None
        if not isinstance(message, dict) or _depth(message) > DEEPEST:
            raise _spoilt()
        return message

    def _take(self, count, function):
        deadline = self._deadline()
        while len(self._buffer) < count:
            if self._ended:
                raise self._gone(function)
            try:
                data = self._socket.recv(1 << 16)
                self._buffer += data
                self._ended = not data
            except BlockingIOError:
                if self._work_until(deadline.at):
                    deadline = self._deadline()
                if deadline.missed():
                    raise self._endless(function) from None
            except OSError:
                self._ended = True
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def _deadline(self):
        deadline = self._patience.deadline("call", LONGEST_PAUSE if self._server else 0.0)
        deadline.at = min(deadline.at, self._latest)
        return deadline

    def _work_until(self, at):
        """Wait for a frame; True if the server had something to do meanwhile."""
        if not self._server:
            self._program.wait(at, [self._socket])
            return False
        return self._server.work(self._program, at, [self._socket])

    def _endless(self, function):
        if self.loaded:
            return NothingCame(f"{function}() did not come to an end.")
        return Unusable(
            f"Importing {self._program.command[0]} did not come to an end.",
            diagnosis="What stands outside of all functions is run at the import.",
        )

    def _gone(self, function):
        self._program.wait_for_end(time.monotonic() + 1.0)
        if not self._program.ended:
            return _spoilt()
        early = ended_early(self._program, f"before {function}() returned")
        if isinstance(early, ProgramEnded):
            early.diagnosis = (
                f"It ended with {status_in_words(self._program.status)}: a function "
                "returns to its caller and does not end the program."
            )
        return early


def _no_number(word):
    raise ValueError(f"{word} is not JSON")


def _depth(value):
    depth, level = 0, [value]
    while level:
        depth += 1
        if depth > DEEPEST:
            break
        level = [
            item
            for thing in level
            if isinstance(thing, (list, dict))
            for item in (thing.values() if isinstance(thing, dict) else thing)
        ]
    return depth


def tagged(value):
    """An argument as the child's `untagged` reads it."""
    if isinstance(value, bytes):
        return {"is": "bytes", "data": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {"is": "dict", "items": [[tagged(k), tagged(v)] for k, v in value.items()]}
    if isinstance(value, (list, tuple)):
        return [tagged(item) for item in value]
    return value


def untagged(value):
    """A returned value, back from JSON; what cannot be one is an `Other`."""
    if isinstance(value, list):
        return [untagged(item) for item in value]
    if not isinstance(value, dict):
        return value
    try:
        if value["is"] == "bytes":
            return base64.b64decode(value["data"], validate=True)
        if value["is"] == "dict":
            return {_key(untagged(k)): untagged(v) for k, v in value["items"]}
        return Other(str(value["type"])[:80], str(value["shown"])[:200])
    except (KeyError, TypeError, ValueError):
        raise _spoilt() from None


def _key(value):
    return repr(value) if isinstance(value, (list, dict)) else value
