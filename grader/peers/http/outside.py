"""Web clients that nobody here wrote: http.client, requests, and curl where there is one.

They reach the learner's server by a relay, and make a few requests, on one connection if the
server keeps it open. What a server sends is a stranger's: no client here decodes it, follows it
elsewhere, or makes room for a length only because it was said.
"""

import http.client
import shutil
import socket
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

import requests
import requests.adapters
import urllib3
import urllib3.connection
import urllib3.connectionpool

from grader.peers.http.relay import Address

PIECE = 1 << 16  # bytes
MOST_BODY = 12 << 20  # bytes that are read of an answer
SECONDS = 30.0  # that a client waits for by itself; the scene's patience ends before
CURL = shutil.which("curl")


@dataclass(frozen=True)
class Asked:
    """A request that a client makes."""

    target: str
    method: str = "GET"


@dataclass(frozen=True)
class Understood:
    """What a client has understood of an answer."""

    status: int
    body: bytes


Client = Callable[[str, Address, Sequence[Asked]], list[Understood]]


def _dialled(path: str) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX)
    sock.settimeout(SECONDS)
    sock.connect(path)
    return sock


class _Connection(http.client.HTTPConnection):
    """One of http.client's, by a Unix-domain socket."""

    def __init__(self, path: str, address: Address) -> None:
        super().__init__(*address, timeout=SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = _dialled(self._path)


def by_http_client(path: str, address: Address, asked: Sequence[Asked]) -> list[Understood]:
    """Ask by http.client. Raises what it raises."""
    came = []
    with closing(_Connection(path, address)) as connection:
        for each in asked:
            connection.request(each.method, each.target)
            response = connection.getresponse()
            body = b""
            while len(body) < MOST_BODY and (piece := response.read(PIECE)):
                body += piece
            came.append(Understood(response.status, body))
    return came


def _pool_class(path: str) -> type[urllib3.connectionpool.HTTPConnectionPool]:
    class Connection(urllib3.connection.HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _dialled(path)

    class Pool(urllib3.connectionpool.HTTPConnectionPool):
        ConnectionCls = Connection

    return Pool


def by_requests(path: str, address: Address, asked: Sequence[Asked]) -> list[Understood]:
    """Ask by a Session of requests. Raises what it raises."""
    adapter = requests.adapters.HTTPAdapter()
    adapter.poolmanager.pool_classes_by_scheme = {"http": _pool_class(path)}
    came = []
    with requests.Session() as session:
        session.trust_env = False
        session.headers["Accept-Encoding"] = "identity"  # what is packed is not unpacked here
        session.mount("http://", adapter)
        for each in asked:
            url = f"http://{address[0]}:{address[1]}{each.target}"
            with session.request(
                each.method, url, stream=True, allow_redirects=False, timeout=SECONDS
            ) as response:
                body = b""
                while len(body) < MOST_BODY and (
                    piece := response.raw.read(PIECE, decode_content=False)
                ):
                    body += piece
                came.append(Understood(response.status_code, body))
    return came


class CurlFailed(Exception):
    """What curl has said before it failed."""


def by_curl(path: str, address: Address, asked: Sequence[Asked]) -> list[Understood]:
    """Ask by curl, a new one for each request. Raises CurlFailed."""
    return [_curl(path, f"http://{address[0]}:{address[1]}{each.target}", each) for each in asked]


def _curl(path: str, url: str, asked: Asked) -> Understood:
    assert CURL
    options = ["-q", "-sS", "--path-as-is", "--max-time", f"{SECONDS:.0f}", "--noproxy", "*"]
    method = ["--head"] if asked.method == "HEAD" else []
    run = subprocess.run(
        [CURL, *options, *method, "--unix-socket", path, "-w", "%{stderr}%{http_code}", url],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={"LC_ALL": "C"},
        check=False,
    )
    errors = run.stderr.decode("utf-8", "replace")
    if run.returncode:
        raise CurlFailed(errors[:-3].strip().removeprefix("curl: "))
    return Understood(int(errors[-3:]), b"" if asked.method == "HEAD" else run.stdout)


CLIENTS: dict[str, Client] = {}
if hasattr(socket, "AF_UNIX"):  # else they cannot be led to the program
    CLIENTS |= {"http.client": by_http_client, "requests": by_requests}
    if CURL:
        CLIENTS["curl"] = by_curl
