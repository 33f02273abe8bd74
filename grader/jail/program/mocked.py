"""A network in which requests-mock answers, below whatever a program mounts above it.

urllib3 lets a pool say of which class its connections are. Here they are of one that asks
requests-mock for each response and has no socket. So sessions, adapters of the learner's
own, retries and hooks run as they do for a real server; what requests-mock does not know,
it asks the grader.
"""

import contextlib
import http.client
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import requests
import requests_mock
import urllib3
import urllib3.connection
from requests.structures import CaseInsensitiveDict

Json = Any  # what the grader answers
Ask = Callable[[requests.PreparedRequest], Json]


def install(ask: Ask) -> None:
    """Answer every request of this process by what `ask` says to it, from now on."""
    adapter = requests_mock.Adapter()
    adapter.add_matcher(lambda request: _response(request, ask(request)))  # type: ignore[arg-type]
    _Mocked.adapter = adapter
    # the names that urllib3 has for this, although its pools wish for classes of its own
    urllib3.HTTPConnectionPool.ConnectionCls = _Plain
    urllib3.HTTPSConnectionPool.ConnectionCls = _Secure


@contextlib.contextmanager
def installed(ask: Ask) -> Iterator[None]:
    """Answer requests by what `ask` says, and then by the network again."""
    plain, secure = (
        urllib3.HTTPConnectionPool.ConnectionCls,
        urllib3.HTTPSConnectionPool.ConnectionCls,
    )
    install(ask)
    try:
        yield
    finally:
        urllib3.HTTPConnectionPool.ConnectionCls = plain
        urllib3.HTTPSConnectionPool.ConnectionCls = secure
        del _Mocked.adapter  # it keeps all requests, and by them their connections


class _Mocked:
    """What a pool does with a connection, as far as there is a network in it."""

    adapter: ClassVar[requests_mock.Adapter]
    scheme: ClassVar[str]
    host: str
    port: int
    default_port: ClassVar[int]
    is_verified: bool

    def connect(self) -> None:
        """Find nobody to shake hands with."""
        self.is_verified = True  # else urllib3 warns of a certificate that nobody looked at

    def request(
        self,
        method: str,
        url: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        **how: object,
    ) -> None:
        """Ask requests-mock for the response, which `getresponse` will give."""
        port = "" if self.port == self.default_port else f":{self.port}"
        request = requests.PreparedRequest()
        request.method, request.body = method, body_of(body)
        request.url = f"{self.scheme}://{self.host}{port}{url}" if url.startswith("/") else url
        request.headers = CaseInsensitiveDict(_sent(headers or {}))
        self._answered = self.adapter.send(request)

    def getresponse(self) -> urllib3.HTTPResponse:
        """Give the response to the last request."""
        raw: urllib3.HTTPResponse = self._answered.raw
        del self._answered  # by which the response and its connection would keep each other
        return raw


class _Plain(_Mocked, urllib3.connection.HTTPConnection):  # type: ignore[misc]
    """A connection for http://."""

    scheme = "http"


class _Secure(_Mocked, urllib3.connection.HTTPSConnection):  # type: ignore[misc]
    """A connection for https://, which has nothing to encrypt."""

    scheme = "https"


def _sent(headers: Mapping[Any, Any]) -> dict[str, str]:
    """Give headers as the text that a server reads. Raises UnicodeEncodeError as http.client does."""
    return {_sent_text(name): _sent_text(value) for name, value in headers.items()}


def _sent_text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value).encode("latin-1").decode("latin-1")


def body_of(body: Any) -> bytes:
    """Give the body of a request as bytes, in whichever form it was given."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        return body_of(body.read())
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    return b"".join(body_of(part) for part in body)


def _response(request: requests.PreparedRequest, answer: Json) -> requests.Response:
    """Make the response from the answer's bytes, by the same code that reads them from a socket.

    requests reads cookies from the original message, which requests-mock by itself does not
    have. And a HEAD has to be known as one, or a body is waited for.
    """
    head = [f"HTTP/1.1 {answer['status']} {answer['reason']}"]
    head += [f"{name}: {value}" for name, value in answer["headers"]]
    wire: Any = _Wire("\r\n".join([*head, "", ""]).encode("latin-1") + answer["body"])
    original = http.client.HTTPResponse(wire, method=request.method)
    original.begin()
    raw = urllib3.HTTPResponse(
        body=original,
        headers=urllib3.HTTPHeaderDict(original.msg.items()),
        status=original.status,
        reason=original.reason,
        version=original.version,
        preload_content=False,
        decode_content=False,
        original_response=original,
        request_method=request.method,
        request_url=request.url,
    )
    response: requests.Response = requests_mock.create_response(request, raw=raw)
    return response


class _Wire:
    """As much of a socket as `http.client.HTTPResponse` looks at."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, mode: str) -> io.BytesIO:
        """Give all that will ever come."""
        return io.BytesIO(self._data)
