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

from grader.failures import diagnosis
from grader.failures.ended import ended_early
from grader.failures.errors import Mismatch, NothingCame, NotReachable, SpokeTooSoon, Surplus
from grader.peers.patience import quiet
from grader.peers.transcript import Transcript

LARGEST = 1 << 16
BETWEEN_TRIES = 0.0015  # seconds
SO_TIMESTAMPNS = 35  # <asm-generic/socket.h>; its message has the same number
IP_RECVERR = 11  # <linux/in.h>: tell an unconnected socket, too, that nobody is bound


class UdpPeer:
    """A client with a socket of its own.

    On Linux its socket is not connected, so that an answer from a wrong address
    is seen and named. Elsewhere only a connected one hears that nobody is bound.
    """

    def __init__(self, host, server, program, transcript, patience, name="", port=0):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind((host, port))
        self._hears_errors = hasattr(socket, "MSG_ERRQUEUE")
        if self._hears_errors:
            self._socket.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
        else:
            self._socket.connect(server)
        self._server, self._program = server, program
        self._transcript, self._patience = transcript, patience
        self._note = f" as client {name}" if name else ""
        self._waiting = []
        self.received = []

    @property
    def address(self):
        return self._socket.getsockname()

    def close(self):
        self._socket.close()

    def send(self, data):
        """Send one datagram, again until somebody is bound to take it."""
        deadline = self._patience.deadline("ready")
        while not self._was_taken(data):
            if self._program.ended:
                raise ended_early(self._program, "before it received a datagram")
            if deadline.missed():
                raise NotReachable(
                    f"Nobody receives datagrams on {self._server[0]}:{self._server[1]}.",
                    diagnosis="Does the program bind a UDP socket to the HOST and PORT of its command line?",
                )
            self._program.wait(min(deadline.at, time.monotonic() + BETWEEN_TRIES))
        if self._note:
            self._transcript.step(f"now{self._note}:")
        self._transcript.grader("datagram", data)

    def _was_taken(self, data):
        try:
            if self._hears_errors:
                self._socket.sendto(data, self._server)
            else:
                self._socket.send(data)
            self._take_waiting()
        except ConnectionError:  # refused; Windows calls it a reset
            self._forget_errors()
            return False
        return True

    def _take_waiting(self):
        """Read what is there; this is also where a refusal is heard of."""
        while True:
            try:
                self._waiting.append(self._socket.recvfrom(LARGEST))
            except BlockingIOError:
                return

    def _forget_errors(self):
        if not self._hears_errors:
            return
        while True:
            try:
                self._socket.recvmsg(0, 1024, socket.MSG_ERRQUEUE)
            except OSError:
                return

    def receive(self, what):
        """The next datagram and its sender. Raises NothingCame or what ended the program."""
        deadline = self._patience.deadline("answer")
        while not self._waiting:
            had_ended = self._program.ended
            try:
                self._take_waiting()
            except ConnectionError:
                self._forget_errors()
            if self._waiting:
                break
            if had_ended:
                raise ended_early(self._program, f"before it sent {what}")
            if deadline.missed():
                self._transcript.program("silence")
                raise NothingCame(f"Your program did not send {what}.")
            self._program.wait(deadline.at, [self._socket])
        data, sender = self._waiting.pop(0)
        self._transcript.program("datagram", data)
        self.received.append(data)
        return data, sender

    def expect(
        self,
        wanted,
        what,
        same=operator.eq,
        skipping=lambda data: False,
        diagnose=diagnosis.of_bytes,
    ):
        """The next datagram is `wanted`, by the measure `same`; returns its sender.

        Datagrams that `skipping` is true for are passed over. `diagnose(wanted, received)`
        tells what a difference usually means, or None.
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

    def expect_silence(self, ticks):
        """No further datagram lies or comes here."""
        if not self._waiting and quiet(self._program, [self._socket], ticks):
            return
        self._take_waiting()
        if self._waiting:
            data, _ = self._waiting.pop(0)
            self._transcript.program("datagram", data)
            raise Surplus(
                "Your program sent a datagram more than it should.", expected=b"", received=data
            )


class UdpListener:
    """The reference server; it answers whatever address a datagram came from.

    `arrived` is when the last datagram came, in seconds of an arbitrary clock. On
    Linux the kernel says so; how long it lay here until we looked does not count.
    """

    def __init__(self, address):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(address)
        self._socket.setblocking(False)
        if sys.platform == "linux":
            self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.sender = self.arrived = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def receive(self, program, transcript, patience, what):
        """The next datagram of the program, or what kept it from sending one."""
        deadline = patience.deadline("answer")
        while True:
            had_ended = program.ended
            data = self.take(transcript)
            if data is not None:
                return data
            if had_ended:
                raise ended_early(program, f"before it sent {what}")
            if deadline.missed():
                transcript.program("silence")
                raise NothingCame(f"Your program did not send {what}.")
            program.wait(deadline.at, [self._socket])

    def take(self, transcript):
        """The next datagram if one is here, else None."""
        while True:
            try:
                data, self.sender, self.arrived = _receive_with_time(self._socket)
            except BlockingIOError:
                return None
            except ConnectionError:  # Windows: an answer of ours found nobody
                continue
            transcript.program("datagram", data)
            return data

    def forget(self):
        """Throw away what lies here."""
        while self.take(Transcript()) is not None:
            pass

    def now(self):
        """The time of the clock of `arrived`."""
        return time.time() if sys.platform == "linux" else time.monotonic()

    def wait(self, program, at):
        """Wait until `at` (of time.monotonic()) for a datagram or the program's doings."""
        program.wait(at, [self._socket])

    def answer(self, data, transcript):
        """Answer the sender of the last datagram."""
        transcript.grader("datagram", data)
        self._socket.sendto(data, self.sender)

    def expect_silence(self, program, transcript, ticks):
        """The program sends nothing before it has its answer."""
        if quiet(program, [self._socket], ticks):
            return
        data, _ = self._socket.recvfrom(LARGEST)
        transcript.program("datagram", data)
        raise SpokeTooSoon(
            "Your program sent the next line before the answer to the last one had come.",
            expected="(nothing yet)",
            received=data,
            diagnosis="One question, one answer: receive before the next line is sent.",
        )


def _receive_with_time(sock):
    """A datagram, its sender, and when it arrived."""
    if sys.platform != "linux":
        return *sock.recvfrom(LARGEST), time.monotonic()
    data, told, _, sender = sock.recvmsg(LARGEST, socket.CMSG_SPACE(16))
    for level, kind, value in told:
        if (level, kind, len(value)) == (socket.SOL_SOCKET, SO_TIMESTAMPNS, 16):
            seconds, nanoseconds = struct.unpack("qq", value)
            return data, sender, seconds + nanoseconds / 1e9
    return data, sender, time.monotonic()


class Stranger:
    """Somebody else, who sends to a program that expects an answer from our server."""

    def __init__(self, host, port=0):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, port))

    def send(self, data, to, transcript):
        transcript.grader("datagram", data, said="somebody else sent a datagram")
        self._socket.sendto(data, to)

    def close(self):
        self._socket.close()
