"""The reference peer of a TCP connection: a learner's server's client, or its client's server.

It can be rude, each time in the same way: send in pieces that the program must
take one by one, leave its answer unread until nothing more fits, close one side
only, reset.
"""

import os
import socket
import struct
import time

from grader.failures import diagnosis
from grader.failures.errors import (
    ConnectionEnded,
    Mismatch,
    NothingCame,
    SpokeTooSoon,
    Surplus,
)
from grader.peers.patience import TICK, quiet
from grader.peers.tcp import gate
from grader.text import counted, shown_bytes

try:
    import fcntl
    import termios
except ImportError:  # Windows
    fcntl = None

BETWEEN_LOOKS = 0.0004  # seconds; whether the last piece was taken
MOST_UNREAD = 4 << 20  # bytes; four times the longest that is asked for
LONGEST_PROGRESS = 20.0  # seconds, for a program that reads slowly
CLOSE_IT = "The client waits for the end of the stream, which comes when you close the socket."
GONE = (ConnectionResetError, BrokenPipeError, ConnectionAbortedError)


class TcpPeer:
    """One connection to a learner's program, with a deadline on every wait."""

    def __init__(self, sock, program, transcript, patience):
        sock.setblocking(False)
        if sock.family == socket.AF_INET:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a piece leaves at once
        self._socket, self._program = sock, program
        self._transcript, self._patience = transcript, patience
        self._buffer = bytearray()
        self.end = None  # "end" or "reset", once the program has closed

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._socket.close()

    def send(self, data, fragments=None):
        """Send all of it, at once or in `fragments` of so many bytes.

        Each fragment but the first leaves when the program has taken the one
        before. A program that has already gone is seen when we read.
        """
        size = fragments or len(data)
        note = f"in fragments of {counted(size, 'byte')}:" if size < len(data) else ""
        self._transcript.grader("data", data, note=note)
        for start in range(0, len(data), size or 1):
            if start and not self._wait_until_taken():
                return
            if not self._send_whole(data[start : start + size]):
                return

    def _send_whole(self, data):
        """False if the program has gone."""
        deadline = self._patience.deadline("answer")
        left = memoryview(data)
        while left:
            try:
                left = left[self._socket.send(left) :]
            except BlockingIOError:
                self._program.wait(deadline.at, writable=[self._socket])
                if deadline.missed():
                    raise NothingCame("Your program does not read what is sent to it.") from None
            except GONE:
                return False
        return True

    def _wait_until_taken(self):
        """Until the program has read all that was sent. False if it has gone.

        Only for a while: a program may look at the first bytes without taking
        them (MSG_PEEK), and take all when there is more.
        """
        deadline = self._patience.deadline("take")
        while True:
            taken = gate.is_taken(self._socket)
            if taken is None:
                # A moment stands in; if it is too short, the program just sees more at once.
                quiet(self._program, [], ticks=1)
            if taken is not False or self._program.ended or deadline.missed():
                return not self._program.ended
            self._program.wait(min(deadline.at, time.monotonic() + BETWEEN_LOOKS))

    def reset(self):
        """End the connection without good-bye, as a crashed machine or a broken line does."""
        self._transcript.grader("reset")
        linger = struct.pack("ii", 1, 0) if os.name != "nt" else struct.pack("hh", 1, 0)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._socket.close()

    def vanish(self):
        """Close both sides at once, whatever is on its way."""
        self._transcript.grader("end", note="and its receiving side")
        self._socket.close()

    def read_late(self):
        """Read nothing until the program's answer has filled all the room there is.

        That is when two looks at our receive queue, some ticks apart, find the
        same. Where the system cannot say how much is there, it is at once.
        """
        self._transcript.step("reads nothing until no more of the answer fits")
        before = None
        while before != (waiting := _unread(self._socket)):
            before = waiting
            quiet(self._program, [], ticks=5)

    def half_close(self):
        """Tell the program that nothing more will come; it may still answer."""
        self._transcript.grader("end")
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the program was quicker: reading will tell

    def expect(self, expected):
        """Exactly these bytes come next. Raises Mismatch, NothingCame, ConnectionEnded."""
        self._collect(len(expected), expected)
        received = bytes(self._buffer[: len(expected)])
        if received == expected:
            del self._buffer[: len(expected)]
            self._transcript.program("data", expected)
            return
        if not expected.startswith(received):
            self._look_for_more()
            received = bytes(self._buffer)
        self._show_buffer()
        if expected.startswith(received):
            raise self._incomplete(expected, received)
        raise Mismatch(
            f"Your program sent something else than {shown_bytes(expected)}.",
            expected=expected,
            received=received,
            diagnosis=diagnosis.of_bytes(expected, received),
        )

    def expect_nothing_more(self, after, ticks):
        """Nothing follows `after`, until the stream ends or for a number of ticks."""
        if not self._buffer and self.end is None:
            if quiet(self._program, [self._socket], ticks):
                return
            self._collect(1)
        if self._buffer:
            received = after + bytes(self._buffer)
            self._show_buffer()
            raise Surplus(
                f"Your program sent more than {shown_bytes(after)}.",
                expected=after,
                received=received,
                diagnosis=diagnosis.of_bytes(after, received),
            )

    def expect_silence(self, ticks):
        """The program does not speak before it was spoken to."""
        if quiet(self._program, [self._socket], ticks):
            return
        self._collect(1)
        received = bytes(self._buffer)
        self._show_buffer()
        if received:
            raise SpokeTooSoon(
                "Your program spoke before the client had said anything.",
                expected="(nothing yet)",
                received=received,
                diagnosis="It is the client who speaks first in this protocol: receive, then send.",
            )
        raise ConnectionEnded("Your program closed the connection before the client had spoken.")

    def expect_something(self):
        """Bytes come, whatever they are. Raises NothingCame or ConnectionEnded."""
        self._collect(1)
        if not self._buffer:
            raise self._incomplete("an answer", b"")
        self._show_buffer()

    def expect_end(self):
        """The program closes its side in good order; what comes before is another check's."""
        self.expect_gone()
        if self.end == "reset":
            raise ConnectionEnded(
                "Your program reset the connection instead of closing it.",
                diagnosis="A reset comes from closing a socket while bytes that had arrived on it were never read.",
            )

    def expect_gone(self, trickle=False, diagnosis=CLOSE_IT):
        """The program closes or resets the connection.

        `trickle`: meanwhile it gets a byte with each tick, so that a time limit
        of its own for silence cannot look like a decision.
        """
        deadline = self._patience.deadline("answer")
        while self.end is None:
            if trickle:
                self._trickle()
            if not self._read():
                at = min(deadline.at, time.monotonic() + TICK) if trickle else deadline.at
                self._program.wait(at, [self._socket])
            if self.end is None and deadline.missed():
                self._show_buffer()
                self._transcript.program("silence")
                raise NothingCame("Your program did not close the connection.", diagnosis=diagnosis)
        self._show_buffer()

    def _trickle(self):
        try:
            self._socket.send(b"\0")
        except OSError:
            pass  # it has gone, or reads nothing: both will be seen

    def expect_no_more_bytes(self, after):
        """Nothing follows `after` until the stream ends; that it ends is another check's."""
        deadline = self._patience.deadline("end")
        while not self._buffer and self.end is None and not deadline.missed():
            if not self._read():
                self._program.wait(deadline.at, [self._socket])
        self.expect_nothing_more(after, ticks=1)

    def wait_for_end(self, ticks):
        """Read on until the program closes too, or for a number of ticks."""
        deadline = self._patience.deadline("answer")
        while self.end is None and not quiet(self._program, [self._socket], ticks):
            self._read()
            self._buffer.clear()
            if deadline.missed():
                break

    def part(self, ticks):
        """Close our sending side when the program has closed its own, or has had time to.

        Some wait for that before they print what they have heard.
        """
        self.wait_for_end(ticks)
        self.half_close()

    def receive_word(self, count, ticks):
        """Up to `count` bytes: ends early at the end of the stream or when it stays quiet."""
        while len(self._buffer) < count and self.end is None:
            if quiet(self._program, [self._socket], ticks):
                break
            self._read()
        received = bytes(self._buffer[:count])
        del self._buffer[:count]
        if received:
            self._transcript.program("data", received)
        return received

    def _collect(self, count, expected=b""):
        """Read until there are `count` bytes, the stream ends, or they cannot be `expected`."""
        if not self._gather(count, expected):
            raise self._silence(count)

    def _gather(self, count, expected=b""):
        """The same; False if the program kept silent for too long."""
        deadline = self._patience.deadline("answer")
        latest = time.monotonic() + LONGEST_PROGRESS
        right, untaken = 0, None
        while len(self._buffer) < count and self.end is None:
            if expected and self._buffer[right:] != expected[right : len(self._buffer)]:
                return True
            right = len(self._buffer)
            if self._read():
                deadline = self._patience.deadline("answer")
                continue
            self._program.wait(deadline.at, [self._socket])
            if time.monotonic() >= deadline.at:
                before, untaken = untaken, gate.untaken(self._socket)
                if not untaken or untaken == before or time.monotonic() > latest:
                    deadline.missed()
                    return False
                deadline = self._patience.deadline("answer")  # it is still reading
        return True

    def _silence(self, count):
        received = bytes(self._buffer)
        self._show_buffer()
        self._transcript.program("silence")
        if received:
            message = (
                f"Your program sent {counted(len(received), 'byte')} of {count}, and then nothing."
            )
            return NothingCame(message, received=received)
        return NothingCame("Your program sent nothing.", diagnosis=self._second_probe())

    def _second_probe(self):
        """What wakes a silent program names the mistake; the verdict is already clear."""
        try:
            for probe, meaning in (
                (
                    lambda: self._socket.send(b"\n"),
                    "It answered once a line end had come: it reads a line, and this message has none.",
                ),
                (
                    lambda: self._socket.shutdown(socket.SHUT_WR),
                    "It answered once the client had closed its side: it reads until the end of the stream, and the client keeps that open for the answer.",
                ),
            ):
                probe()
                if not quiet(self._program, [self._socket]) and self._socket.recv(1):
                    return meaning
        except OSError:
            pass
        return None

    def _look_for_more(self):
        """Bytes that belong to a wrong answer and are still on their way, to show it whole."""
        deadline = self._patience.deadline("take")
        while self.end is None and not quiet(self._program, [self._socket], ticks=2):
            if len(self._buffer) > 4096 or not self._read() or deadline.missed():
                break

    def _read(self):
        """True if bytes or the end of the stream came."""
        try:
            data = self._socket.recv(1 << 16)
        except BlockingIOError:
            return False
        except OSError:
            self.end = "reset"
            self._transcript.program("reset")
            return True
        if data:
            self._buffer += data
            if len(self._buffer) > MOST_UNREAD:
                raise self._flood()
        else:
            self.end = "end"
        return True

    def _flood(self):
        received = bytes(self._buffer[:1000])
        self._show_buffer()
        return Surplus(
            "Your program sends and sends.",
            expected="an end to it",
            received=received,
            diagnosis="Is there a loop that sends and never waits?",
        )

    def _show_buffer(self):
        if self._buffer:
            self._transcript.program("data", bytes(self._buffer))
            self._buffer.clear()
        if self.end == "end":
            self._transcript.program("end")

    def _incomplete(self, expected, received):
        how = "reset" if self.end == "reset" else "closed"
        if not received:
            return ConnectionEnded(
                f"Your program {how} the connection without sending anything.",
                expected=expected,
                received=b"",
            )
        return ConnectionEnded(
            f"Your program {how} the connection after {counted(len(received), 'byte')} "
            f"of {len(expected)}.",
            expected=expected,
            received=received,
        )


def _unread(sock):
    """Bytes that wait to be read on this socket; 0 where the system does not tell."""
    if fcntl is None:
        return 0
    return struct.unpack("i", fcntl.ioctl(sock, termios.FIONREAD, bytes(4)))[0]
