"""Makes the connection to a program: to one that listens, or from one that connects.

Readiness needs no sleep: the connection that a check is about is tried again
until the program listens, and the one that succeeds is the check's own. None is
spent on probing, since the tutorial's server accepts exactly one client.

An address is a (host, port), or the path of a Unix-domain socket.
"""

import errno
import os
import socket
import time
from types import TracebackType
from typing import Generic, Self, TypeVar

from grader.failures.ended import ended_early
from grader.failures.errors import NotReachable
from grader.peers.scene import Scene, Waited
from grader.peers.tcp.peer import TcpPeer

Address = tuple[str, int] | str
Kind = TypeVar("Kind", bound=TcpPeer)

BETWEEN_TRIES = 0.0015  # seconds; a refused try on loopback takes a hundredth of that
SMALL_BUFFER = 4096  # bytes; the system may double it
SMALL_SEGMENT = 536  # bytes (RFC 9293, section 3.7.1): the other side's buffer starts small, too
UNDER_WAY = (errno.EINPROGRESS, getattr(errno, "WSAEWOULDBLOCK", -1))  # the latter on Windows


def connect(scene: Scene, address: Address, kind: type[Kind], narrow: bool = False) -> Kind:
    """Connect to the learner's server as soon as it listens, and make a peer of this kind.

    `narrow` leaves as little room as can be for bytes that are sent and not yet read.
    Raises NotReachable, or what ended the program.
    """
    began = time.monotonic()
    dialling = _Dialling(address, narrow)
    waited = scene.wait(dialling.has_connected, "ready", every=BETWEEN_TRIES, or_end=True)
    if waited is not Waited.DONE:
        dialling.close()
        if waited is Waited.ENDED:
            client = "the next client" if _has_been_reached(scene) else "a client"
            raise ended_early(scene.program, f"before {client} could connect to it")
        raise _nobody_listens(address, _has_been_reached(scene))
    milliseconds = (time.monotonic() - began) * 1000
    scene.transcript.grader("connect", note=f"after {milliseconds:.0f} ms")
    return kind(dialling.socket, scene)


class _Dialling:
    """One connection that is tried again and again, each time with a new socket."""

    def __init__(self, address: Address, narrow: bool) -> None:
        self._address, self._narrow = address, narrow
        self.socket = self._new()
        self._is_under_way = False

    def has_connected(self) -> bool:
        """Try once, or look at the try that is under way; tell whether one has succeeded."""
        code = self._outcome() if self._is_under_way else self._dial()
        self._is_under_way = code in UNDER_WAY
        if self._is_under_way:
            return False
        # A port in the ephemeral range can answer itself; ours lie below it.
        if code == 0 and self.socket.getsockname() != self.socket.getpeername():
            return True
        self.close()
        self.socket = self._new()
        return False

    def _new(self) -> socket.socket:
        sock = new_socket(self._address)
        sock.setblocking(False)
        if self._narrow:
            _make_narrow(sock)
        return sock

    def _dial(self) -> int:
        try:
            code = self.socket.connect_ex(self._address)
        except OSError as error:  # the path is too long, or leads to no socket
            return error.errno or errno.EINVAL
        # the program may have reset the connection as soon as it had accepted it
        return errno.ECONNRESET if code == 0 and not _is_connected(self.socket) else code

    def _outcome(self) -> int:
        code = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        return code or (0 if _is_connected(self.socket) else errno.EINPROGRESS)

    def close(self) -> None:
        """Give the socket of the last try back."""
        self.socket.close()


def _has_been_reached(scene: Scene) -> bool:
    """Tell whether a client has been connected to this run of the program before."""
    return any(event["event"] == "connect" for event in scene.events)


def _nobody_listens(address: Address, any_more: bool) -> NotReachable:
    if any_more:
        where = (
            os.path.basename(address) if isinstance(address, str) else ":".join(map(str, address))
        )
        return NotReachable(
            f"Nobody listens on {where} any more.",
            diagnosis="A client was connected before: the socket that listens has been closed since then.",
        )
    if isinstance(address, str):
        return NotReachable(
            f"Nobody listens at the path {os.path.basename(address)}.",
            diagnosis="One argument is a path: does the program make an AF_UNIX socket, bind it to that path, and listen?",
        )
    return NotReachable(
        f"Nobody listens on {address[0]}:{address[1]}.",
        diagnosis="Does the program bind the HOST and PORT of its command line, both of them, and listen?",
    )


def new_socket(address: Address) -> socket.socket:
    """Make a stream socket of the family of this address."""
    return socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)


def _make_narrow(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    if sock.family == socket.AF_INET and hasattr(socket, "TCP_MAXSEG"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SMALL_SEGMENT)


def _is_connected(sock: socket.socket) -> bool:
    try:
        sock.getpeername()
    except OSError:
        return False
    return True


class TcpListener(Generic[Kind]):
    """The listening socket of a reference server; `accept` waits for the learner's client."""

    def __init__(self, address: Address, kind: type[Kind]) -> None:
        self._kind = kind
        self._socket = new_socket(address)
        self._socket.bind(address)
        self._socket.listen()
        self._socket.setblocking(False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    def accept(self, scene: Scene) -> Kind:
        """Take the client's connection, and make a peer of it.

        Raises NotReachable, or what ended the program.
        """
        accepted: list[socket.socket] = []

        def has_connected() -> bool:
            try:
                accepted.append(self._socket.accept()[0])
            except BlockingIOError:
                return False
            return True

        waited = scene.wait(has_connected, "ready", reading=[self._socket], or_end=True)
        if waited is Waited.ENDED:
            raise ended_early(scene.program, "before it connected")
        if waited is Waited.IN_VAIN:
            scene.transcript.program("silence")
            raise NotReachable(
                "Your program did not connect.",
                diagnosis="Does it connect to the HOST and PORT of its command line, by TCP?",
            )
        scene.transcript.program("connect")
        return self._kind(accepted[0], scene)
