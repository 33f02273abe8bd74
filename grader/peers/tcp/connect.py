"""How a connection comes about: the program's listening is awaited, or its dialling.

Readiness needs no sleep: the connection that a check is about is tried again
until the program listens, and the one that succeeds is the check's own. None is
spent on probing, since the tutorial's server accepts exactly one client.

An address is a (host, port), or the path of a Unix-domain socket.
"""

import errno
import os
import socket
import time

from grader.failures.ended import ended_early
from grader.failures.errors import NotReachable
from grader.peers.tcp.peer import TcpPeer

BETWEEN_TRIES = 0.0015  # seconds; a refused try on loopback costs a hundredth of it
SMALL_BUFFER = 4096  # bytes; the system may double it
SMALL_SEGMENT = 536  # bytes (RFC 9293, section 3.7.1): the other side's buffer starts small, too


def connect(program, address, transcript, patience, kind=TcpPeer, narrow=False):
    """A connection to the learner's server, as soon as it listens; a peer of this kind.

    `narrow`: with as little room as can be for what is sent and not yet read.
    """
    deadline = patience.deadline("ready")
    began = time.monotonic()
    while True:
        sock = _try_to_connect(program, address, deadline, narrow)
        if sock is not None:
            waited = (time.monotonic() - began) * 1000
            transcript.grader("connect", note=f"after {waited:.0f} ms")
            return kind(sock, program, transcript, patience)
        if program.ended:
            raise ended_early(program, "before a client could connect to it")
        if deadline.missed():
            raise _nobody_listens(address)
        program.wait(min(deadline.at, time.monotonic() + BETWEEN_TRIES))


def _nobody_listens(address):
    if isinstance(address, str):
        return NotReachable(
            f"Nobody listens at the path {os.path.basename(address)}.",
            diagnosis="One argument is a path: does the program make an AF_UNIX socket, bind it to that path, and listen?",
        )
    return NotReachable(
        f"Nobody listens on {address[0]}:{address[1]}.",
        diagnosis="Does the program bind the HOST and PORT of its command line, both of them, and listen?",
    )


def _new_socket(address):
    return socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)


def _try_to_connect(program, address, deadline, narrow):
    sock = _new_socket(address)
    sock.setblocking(False)
    if narrow:
        _make_narrow(sock)
    try:
        code = sock.connect_ex(address)
    except OSError as error:  # a path that is too long; what is at it is no socket
        code = error.errno
    if code in (errno.EINPROGRESS, getattr(errno, "WSAEWOULDBLOCK", -1)):
        while not deadline.missed() and not program.ended:
            program.wait(deadline.at, writable=[sock])
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if code or _is_connected(sock):
                break
    # A port in the ephemeral range can answer itself; ours lie below it.
    if code == 0 and _is_connected(sock) and sock.getsockname() != sock.getpeername():
        return sock
    sock.close()
    return None


def _make_narrow(sock):
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    if sock.family == socket.AF_INET and hasattr(socket, "TCP_MAXSEG"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SMALL_SEGMENT)


def _is_connected(sock):
    try:
        sock.getpeername()
    except OSError:
        return False
    return True


class TcpListener:
    """The reference server's door; `accept` waits for the learner's client."""

    def __init__(self, address, kind=TcpPeer):
        self._kind = kind
        self._socket = _new_socket(address)
        self._socket.bind(address)
        self._socket.listen()
        self._socket.setblocking(False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def accept(self, program, transcript, patience):
        """The client's connection. Raises NotReachable or what ended the program."""
        deadline = patience.deadline("ready")
        while True:
            had_ended = program.ended
            try:
                sock, _ = self._socket.accept()
            except BlockingIOError:
                pass
            else:
                transcript.program("connect")
                return self._kind(sock, program, transcript, patience)
            if had_ended:
                raise ended_early(program, "before it connected")
            if deadline.missed():
                transcript.program("silence")
                raise NotReachable(
                    "Your program did not connect.",
                    diagnosis="Does it connect to the HOST and PORT of its command line, by TCP?",
                )
            program.wait(deadline.at, [self._socket])
