"""Reference peers for UDP: clients for learners' servers, a server for their clients.

Readiness needs no sleep here either: while nobody is bound to a port, the kernel
refuses a datagram and does not deliver it, so the check's own first datagram is
sent again until it is taken, and arrives exactly once.
"""

import operator
import socket
import struct
import sys
import time
from collections.abc import Callable

from grader.failures.diagnosis.differences import of_bytes
from grader.failures.ended import ended_early
from grader.failures.errors import Mismatch, NothingCame, NotReachable, SpokeTooSoon, Surplus
from grader.peers.scene import Scene, Waited

Address = tuple[str, int]

LARGEST = 1 << 16
BETWEEN_TRIES = 0.0015  # seconds
SO_TIMESTAMPNS = 35  # <asm-generic/socket.h>; its message has the same number
IP_RECVERR = 11  # <linux/in.h>: tell an unconnected socket, too, that nobody is bound


class UdpPeer:
    """A client with a socket of its own.

    On Linux its socket is not connected, so that an answer from a wrong address
    is seen and named. Elsewhere only a connected one hears that nobody is bound.
    """

    def __init__(
        self, scene: Scene, host: str, server: Address, name: str = "", port: int = 0
    ) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind((host, port))
        if sys.platform == "linux":
            self._socket.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
        else:
            self._socket.connect(server)
        self._scene, self._server = scene, server
        self._note = f" as client {name}" if name else ""
        self._waiting: list[tuple[bytes, Address]] = []
        self.received: list[bytes] = []

    @property
    def address(self) -> Address:
        """The address that this client sends from."""
        host, port = self._socket.getsockname()
        return host, port

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Send one datagram; repeat it until somebody is bound to the port and it arrives.

        Raises NotReachable, or what ended the program.
        """
        waited = self._scene.wait(
            lambda: self._was_taken(data), "ready", every=BETWEEN_TRIES, or_end=True
        )
        if waited is Waited.ENDED:
            raise ended_early(self._scene.program, "before it received a datagram")
        if waited is Waited.IN_VAIN:
            raise NotReachable(
                f"Nobody receives datagrams on {self._server[0]}:{self._server[1]}.",
                diagnosis="Does the program bind a UDP socket to the HOST and PORT of its command line?",
            )
        if self._note:
            self._scene.transcript.step(f"now{self._note}:")
        self._scene.transcript.grader("datagram", data)

    def _was_taken(self, data: bytes) -> bool:
        try:
            if sys.platform == "linux":
                self._socket.sendto(data, self._server)
            else:
                self._socket.send(data)
            self._take_waiting()
        except ConnectionError:  # refused; Windows calls it a reset
            self._forget_errors()
            return False
        return True

    def _take_waiting(self) -> None:
        """Take all datagrams that are here. Raises ConnectionError if one of ours was refused."""
        while True:
            try:
                self._waiting.append(self._socket.recvfrom(LARGEST))
            except BlockingIOError:
                return

    def _forget_errors(self) -> None:
        if sys.platform != "linux":
            return
        while True:
            try:
                self._socket.recvmsg(0, 1024, socket.MSG_ERRQUEUE)
            except OSError:
                return

    def receive(self, what: str) -> tuple[bytes, Address]:
        """Take the next datagram, and give it and its sender; `what` names it in messages.

        Raises NothingCame, or what ended the program.
        """
        waited = self._scene.wait(self._has_come, "answer", reading=[self._socket], or_end=True)
        if waited is Waited.ENDED:
            raise ended_early(self._scene.program, f"before it sent {what}")
        if waited is Waited.IN_VAIN:
            self._scene.transcript.program("silence")
            raise NothingCame(f"Your program did not send {what}.")
        data, sender = self._waiting.pop(0)
        self._scene.transcript.program("datagram", data)
        self.received.append(data)
        return data, sender

    def _has_come(self) -> bool:
        if not self._waiting:
            try:
                self._take_waiting()
            except ConnectionError:
                self._forget_errors()
        return bool(self._waiting)

    def expect(
        self,
        wanted: bytes,
        what: str,
        same: Callable[[bytes, bytes], bool] = operator.eq,
        skipping: Callable[[bytes], bool] = lambda data: False,
        diagnose: Callable[[bytes, bytes], str | None] = of_bytes,
    ) -> Address:
        """Take the next datagram, which has to be `wanted`, and give its sender.

        `same(wanted, received)` compares them. Datagrams that `skipping` is true for are
        passed over. `diagnose(wanted, received)`
        tells what a difference usually means, or None.
        Raises Mismatch, NothingCame or what ended the program.
        """
        while True:
            data, sender = self.receive(what)
            if same(wanted, data):
                return sender
            if not skipping(data):
                raise Mismatch(
                    f"Your program sent something else than {what}.",
                    expected=wanted,
                    received=data,
                    diagnosis=diagnose(wanted, data),
                )

    def expect_silence(self, ticks: int) -> None:
        """Demand that no further datagram is here or comes, for a number of ticks.

        Raises Surplus.
        """
        if not self._waiting and self._scene.is_quiet([self._socket], ticks):
            return
        self._take_waiting()
        if self._waiting:
            data, _ = self._waiting.pop(0)
            self._scene.transcript.program("datagram", data)
            raise Surplus(
                "Your program sent a datagram more than it should.", expected=b"", received=data
            )


class UdpListener:
    """The reference server; it answers the address that the last datagram came from.

    `sender` is that address, and `arrived` the time when the datagram came, in seconds of
    the clock of `now`. On Linux the kernel tells it, so that it does not matter how long
    the datagram lay here until we looked.
    """

    def __init__(self, scene: Scene, address: Address) -> None:
        self._scene = scene
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(address)
        self._socket.setblocking(False)
        if sys.platform == "linux":
            self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.sender: Address = address
        self.arrived = 0.0

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()

    def receive(self, what: str) -> bytes:
        """Take the next datagram, which messages call `what`.

        Raises NothingCame, or what ended the program.
        """
        came: list[bytes] = []

        def has_come() -> bool:
            data = self.take()
            if data is not None:
                came.append(data)
            return bool(came)

        waited = self._scene.wait(has_come, "answer", reading=[self._socket], or_end=True)
        if waited is Waited.ENDED:
            raise ended_early(self._scene.program, f"before it sent {what}")
        if waited is Waited.IN_VAIN:
            self._scene.transcript.program("silence")
            raise NothingCame(f"Your program did not send {what}.")
        return came[0]

    def take(self) -> bytes | None:
        """Take the next datagram if one is here; None if not."""
        data = self._take_unseen()
        if data is not None:
            self._scene.transcript.program("datagram", data)
        return data

    def forget(self) -> None:
        """Throw away all datagrams that are here."""
        while self._take_unseen() is not None:
            pass

    def _take_unseen(self) -> bytes | None:
        while True:
            try:
                data, self.sender, self.arrived = _receive_with_time(self._socket)
            except BlockingIOError:
                return None
            except ConnectionError:  # Windows: an answer of ours found nobody
                continue
            return data

    def now(self) -> float:
        """Tell the time by the clock of `arrived`, in seconds."""
        return time.time() if sys.platform == "linux" else time.monotonic()

    def pause(self, seconds: float) -> None:
        """Let so many seconds pass, unless a datagram or an event of the program comes before."""
        self._scene.turn(time.monotonic() + seconds, [self._socket])

    def answer(self, data: bytes) -> None:
        """Answer the sender of the last datagram."""
        self._scene.transcript.grader("datagram", data)
        self._socket.sendto(data, self.sender)

    def expect_silence(self, ticks: int) -> None:
        """Demand that the program sends nothing before it has its answer. Raises SpokeTooSoon."""
        if self._scene.is_quiet([self._socket], ticks):
            return
        raise SpokeTooSoon(
            "Your program sent the next line before the answer to the last one had come.",
            expected="(nothing yet)",
            received=self.take(),
            diagnosis="One question, one answer: receive before the next line is sent.",
        )


def _receive_with_time(sock: socket.socket) -> tuple[bytes, Address, float]:
    """Receive a datagram; give it, its sender, and the time when it arrived."""
    if sys.platform != "linux":
        data, sender = sock.recvfrom(LARGEST)
        return data, sender, time.monotonic()
    data, told, _, sender = sock.recvmsg(LARGEST, socket.CMSG_SPACE(16))
    for level, kind, value in told:
        if (level, kind, len(value)) == (socket.SOL_SOCKET, SO_TIMESTAMPNS, 16):
            seconds, nanoseconds = struct.unpack("qq", value)
            return data, sender, seconds + nanoseconds / 1e9
    return data, sender, time.time()  # the clock of the kernel's own times


class Stranger:
    """A stranger, who sends to a program that expects an answer from our server."""

    def __init__(self, scene: Scene, host: str, port: int = 0) -> None:
        self._scene = scene
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, port))

    def send(self, data: bytes, to: Address) -> None:
        """Send a datagram to the program."""
        self._scene.transcript.grader("datagram", data, said="somebody else sent a datagram")
        self._socket.sendto(data, to)

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()
