"""Calls one function of a learner's module and passes its HTTP requests on.

Runs on the untrusted side, like `script`. Where the network is mocked, requests-mock
is mounted in its place, but it knows no answers: each request travels to the
grader, and the response that it earned travels back. So the program's process never
holds an answer which it has not asked for in the right way. Where it is real, only
the moments before a connection are announced.

The channel carries frames: a length of 4 bytes (big-endian), then JSON.

    grader → program   {"function": …, "arguments": […], "network": "none" | "mocked" | "real"}
    program → grader   {"type": "request", "method": …, "url": …, "headers": [[…]], "body": …}
    grader → program   {"status": …, "reason": …, "headers": [[…]], "body": …}
    program → grader   {"type": "connect"}, answered by {} when the grader is ready for it
    program → grader   {"type": "loaded"}, then {"type": "returned" | "raised" | "missing", …}
                       or {"type": "unloadable", …}
"""

import base64
import contextlib
import http.client
import io
import json
import os
import sys
import threading
import traceback
import types
from collections.abc import Iterable
from typing import Any, NoReturn, Protocol

import requests
import requests_mock
import urllib3

from . import script

DEEPEST = 100  # levels of lists and dicts in a returned value
WAYS_ROUND = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")


class Wire(Protocol):
    """An unbuffered binary file, one or both ways."""

    def read(self, size: int, /) -> bytes | None: ...
    def write(self, data: bytes, /) -> int | None: ...


Json = Any  # what json.loads gives: the grader's frames, and values of the learner's own
_went_round: list[str] = []


def answer_one_call(path: str, receiving: Wire, sending: Wire, tell: "script.Tell") -> NoReturn:
    """Read one call from the channel, make it, report how it ended, and exit.

    Raises whatever fails before `tell("begun")`; afterwards it is the learner's module
    that runs.
    """
    channel = Channel(receiving, sending)
    tell("ready")
    call = channel.receive()
    arguments = [untagged(argument) for argument in call["arguments"]]
    source = script.read(path)
    sys.argv[:] = [""]  # as it is in a Python that was started without a script
    script.become_main(types.ModuleType("__main__"))
    with contextlib.ExitStack() as stack:
        if call["network"] == "mocked":
            sys.addaudithook(_refuse_ways_round)
            mocker = stack.enter_context(requests_mock.Mocker())
            mocker.add_matcher(lambda request: _exchange(channel, request))
        elif call["network"] == "real":
            sys.addaudithook(lambda event, _: _announce(channel, event))
        tell("begun")
        outcome = _outcome(channel, path, source, call["function"], arguments)
        try:
            channel.send(outcome)
        except (OSError, ValueError):  # the grader has gone, or a number is too long for JSON
            os._exit(1)
    script.finish(0)


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
        """Send one frame. Raises ValueError for what JSON cannot carry."""
        data = json.dumps(message).encode()
        data = len(data).to_bytes(4, "big") + data
        while data:
            data = data[self.sending.write(data) or 0 :]

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


def _refuse_ways_round(event: str, arguments: tuple[object, ...]) -> None:
    if event in WAYS_ROUND:
        _went_round.append(event)
        raise PermissionError(f"{event}: only requests can reach the web here")


def _announce(channel: Channel, event: str) -> None:
    """Tell the grader before each connection, so that it can be scripted without a clock."""
    if event == "socket.connect":
        channel.ask({"type": "connect"})


def _exchange(channel: Channel, request: requests.PreparedRequest) -> requests.Response:
    answer = channel.ask(
        {
            "type": "request",
            "method": request.method,
            "url": request.url,
            "headers": [[_text(name), _text(value)] for name, value in request.headers.items()],
            "body": base64.b64encode(_body(request.body)).decode(),
        }
    )
    body = base64.b64decode(answer["body"])
    # requests reads cookies from the original message, which requests-mock does
    # not make; without it a Session would forget them. And urllib3 has to know
    # of a HEAD, or it waits for the body that Content-Length speaks of.
    original: Any = _OriginalResponse(answer["headers"])
    raw = urllib3.HTTPResponse(
        body=_Body(body),
        headers=urllib3.HTTPHeaderDict([tuple(pair) for pair in answer["headers"]]),
        status=answer["status"],
        reason=answer["reason"],
        version=11,
        preload_content=False,
        decode_content=False,
        request_method=request.method,
        original_response=original,
    )
    response: requests.Response = requests_mock.create_response(request, raw=raw)
    return response


class _Body(io.BytesIO):
    """A body that counts as closed once it has been read, as one from a network does.

    Else who streams it until it is closed would never come to an end.
    """

    def isclosed(self) -> bool:
        return self.closed or self.tell() == len(self.getbuffer())


class _OriginalResponse:
    """A stand-in with as much of `http.client.HTTPResponse` as requests and urllib3 look at."""

    def __init__(self, headers: Iterable[tuple[str, str]]) -> None:
        self.msg = http.client.HTTPMessage()
        for name, value in headers:
            self.msg.add_header(name, value)

    def isclosed(self) -> bool:
        return True

    def close(self) -> None:
        pass


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _body(body: Any) -> bytes:
    """Give the body of a request as bytes, in whichever form requests was given it."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        return _body(body.read())
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    return b"".join(_body(part) for part in body)


def _outcome(
    channel: Channel, path: str, source: bytes, function: str, arguments: list[Json]
) -> Json:
    """Load the module, call its function, and make the last frame of the exchange."""
    name = os.path.basename(path).removesuffix(".py")
    module = script.new_module(name, path)
    try:
        script.execute(module, path, source)
    except BaseException as error:
        return _raised("unloadable", error)
    channel.send({"type": "loaded"})
    if not callable(getattr(module, function, None)):
        return {"type": "missing"}
    try:
        value = getattr(module, function)(*arguments)
        return {
            "type": "returned",
            "value": tagged(value),
            "truth": bool(value),
            "went_round": _went_round[:1],
        }
    except BaseException as error:
        return _raised("raised", error)


def _raised(kind: str, error: BaseException) -> Json:
    trace = script.without_our_frames(error.__traceback__, __file__)
    return {
        "type": kind,
        "families": [family.__name__[:80] for family in type(error).__mro__[:40]],
        "text": _text_of(error)[:500],
        "traceback": "".join(traceback.format_exception(type(error), error, trace))[-20000:],
        "went_round": _went_round[:1],
    }


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a broken __str__ of the program's own
        return type(error).__name__


def tagged(value: Any, depth: int = 0) -> Json:
    """Give the value as JSON can carry it: bytes and strangers become tagged dicts."""
    if depth > DEEPEST:
        return {"is": "other", "type": type(value).__name__[:80], "shown": "nested too deeply"}
    if value is None or isinstance(value, (bool, str)):
        return value if value is None or isinstance(value, bool) else str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"is": "bytes", "data": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, (list, tuple)):
        return [tagged(item, depth + 1) for item in value]
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        keys = value.keys()  # a loop over a mapping of the learner's need not give its keys
        items = [[tagged(key, depth + 1), tagged(value[key], depth + 1)] for key in keys]
        return {"is": "dict", "items": items}
    return {"is": "other", "type": type(value).__name__[:80], "shown": repr(value)[:200]}


def untagged(value: Json) -> Any:
    """Give an argument of the grader's, back from JSON."""
    if isinstance(value, list):
        return [untagged(item) for item in value]
    if isinstance(value, dict):
        if value["is"] == "bytes":
            return base64.b64decode(value["data"])
        return {untagged(key): untagged(item) for key, item in value["items"]}
    return value
