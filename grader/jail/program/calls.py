"""Calls one function of a learner's module and passes its HTTP requests on.

Runs on the untrusted side, like `script`. Where the network is mocked, requests-mock
is mounted in its place, but it knows no answers: each request travels to the
grader, and the response that it earned travels back. So the program's process never
holds an answer which it has not asked for in the right way. Where it is real, only
the moments before a connection are announced.

The channel carries frames: a length of 4 bytes (big-endian), then JSON.

    grader → child   {"function": …, "arguments": […], "network": "mock" | "real"}
    child → grader   {"type": "request", "method": …, "url": …, "headers": [[…]], "body": …}
    grader → child   {"status": …, "reason": …, "headers": [[…]], "body": …}
    child → grader   {"type": "connect"}, answered by {} when the grader is ready for it
    child → grader   {"type": "loaded"}, then {"type": "returned" | "raised" | "missing", …}
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

import requests_mock
import urllib3

from . import script

DEEPEST = 100  # levels of lists and dicts in a returned value
WAYS_ROUND = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")

_went_round = []


def answer_one_call(path, receiving, sending):
    """Read one call from the channel, make it, report how it ended, and exit."""
    channel = Channel(receiving, sending)
    call = channel.receive()
    arguments = [untagged(argument) for argument in call["arguments"]]
    with contextlib.ExitStack() as stack:
        if call["network"] == "mock":
            sys.addaudithook(_refuse_ways_round)
            mocker = stack.enter_context(requests_mock.Mocker())
            mocker.add_matcher(lambda request: _exchange(channel, request))
        else:
            sys.addaudithook(lambda event, _: _announce(channel, event))
        channel.send(_outcome(channel, path, call["function"], arguments))
    script.finish(0)


class Channel:
    """Length-prefixed JSON over a pair of unbuffered binary files."""

    def __init__(self, receiving, sending):
        self.receiving, self.sending = receiving, sending
        self._turn = threading.RLock()

    def ask(self, message):
        """Send a message and return the answer to it, also when threads ask at once."""
        with self._turn:
            self.send(message)
            return self.receive()

    def send(self, message):
        data = json.dumps(message).encode()
        data = len(data).to_bytes(4, "big") + data
        while data:
            data = data[self.sending.write(data) :]

    def receive(self):
        return json.loads(self._read(int.from_bytes(self._read(4), "big")))

    def _read(self, count):
        data = b""
        while len(data) < count:
            more = self.receiving.read(count - len(data))
            if not more:
                os._exit(1)  # the grader has gone: nobody is left to tell
            data += more
        return data


def _refuse_ways_round(event, arguments):
    if event in WAYS_ROUND:
        _went_round.append(event)
        raise PermissionError(f"{event}: only requests can reach the web here")


def _announce(channel, event):
    """Before each connection to a real peer, so that it can be scripted without a clock."""
    if event == "socket.connect":
        channel.ask({"type": "connect"})


def _exchange(channel, request):
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
    raw = urllib3.HTTPResponse(
        body=_Body(body),
        headers=urllib3.HTTPHeaderDict([tuple(pair) for pair in answer["headers"]]),
        status=answer["status"],
        reason=answer["reason"],
        version=11,
        preload_content=False,
        decode_content=False,
        request_method=request.method,
        original_response=_OriginalResponse(answer["headers"]),
    )
    return requests_mock.create_response(request, raw=raw)


class _Body(io.BytesIO):
    """A body that counts as closed once it has been read, as one from a network does.

    Whoever streams it until its end would never see one otherwise.
    """

    def isclosed(self):
        return self.closed or self.tell() == len(self.getbuffer())


class _OriginalResponse:
    """As much of `http.client.HTTPResponse` as requests and urllib3 look at."""

    def __init__(self, headers):
        self.msg = http.client.HTTPMessage()
        for name, value in headers:
            self.msg.add_header(name, value)

    def isclosed(self):
        return True

    def close(self):
        pass


def _text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _body(body):
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        return _body(body.read())
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    return b"".join(_body(part) for part in body)


def _outcome(channel, path, function, arguments):
    name = os.path.basename(path).removesuffix(".py")
    module = script._new_module(name, path)
    try:
        script._execute(module, path)
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


def _raised(kind, error):
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    return {
        "type": kind,
        "families": [family.__name__[:80] for family in type(error).__mro__[:40]],
        "text": _text_of(error)[:500],
        "traceback": "".join(traceback.format_exception(type(error), error, trace))[-20000:],
        "went_round": _went_round[:1],
    }


def _text_of(error):
    try:
        return str(error)
    except Exception:  # a broken __str__ of the program's own
        return type(error).__name__


def tagged(value, depth=0):
    """The value as JSON can carry it: bytes and strangers become tagged dicts."""
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
        keys = value.keys()  # of any mapping, which a loop over it need not give
        items = [[tagged(key, depth + 1), tagged(value[key], depth + 1)] for key in keys]
        return {"is": "dict", "items": items}
    return {"is": "other", "type": type(value).__name__[:80], "shown": repr(value)[:200]}


def untagged(value):
    """The grader's arguments, back from JSON."""
    if isinstance(value, list):
        return [untagged(item) for item in value]
    if isinstance(value, dict):
        if value["is"] == "bytes":
            return base64.b64decode(value["data"])
        return {untagged(key): untagged(item) for key, item in value["items"]}
    return value
