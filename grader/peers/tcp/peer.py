"""The reference peer of a TCP connection: the client of a server, or the server of a client.

It can be rude, each time in the same way: send in pieces that the program must
take one by one, leave the program's answer unread until nothing more fits, close one
side only, reset.
"""

import math
import os
import socket
import struct
import time
from collections.abc import Callable
from types import TracebackType
from typing import Literal, Self

from grader.failures.diagnosis.differences import of_bytes
from grader.failures.errors import (
    Compared,
    ConnectionEnded,
    Mismatch,
    NothingCame,
    SpokeTooSoon,
    Surplus,
)
from grader.peers.patience import Wait
from grader.peers.scene import TICK, TICKS_OF_QUIET, Scene, Waited
from grader.peers.tcp import gate
from grader.text import counted, shown_bytes

BETWEEN_LOOKS = 0.0004  # seconds between two looks whether the last piece was taken
MOST_UNREAD = 4 << 20  # bytes; four times the longest that is asked for
MOST_SHOWN = 4096  # bytes of a wrong answer that are waited for, to show it whole
LONGEST_PROGRESS = 20.0  # seconds, for a program that reads slowly
CLOSE_IT = "The client waits for the end of the stream, which comes when you close the socket."
GONE = (ConnectionResetError, BrokenPipeError, ConnectionAbortedError)
RESET_ON_CLOSE = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)  # SO_LINGER: on, 0 seconds


class TcpPeer:
    """One connection to a learner's program, with a deadline on every wait."""

    pauses = 0.0  # seconds that the program may take longer for the next answer

    def __init__(self, sock: socket.socket, scene: Scene) -> None:
        sock.setblocking(False)
        if sock.family == socket.AF_INET:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a piece leaves at once
        self._socket, self._scene = sock, scene
        self._buffer = bytearray()
        # how the program's side has come to its end; None while it is open
        self.end: Literal["end", "reset"] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._scene.failed(error)  # before it learns that nobody is there any more
        self.close()

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()

    # ------------------------------------------------------------------ sending

    def send(self, data: bytes, fragments: int | None = None) -> None:
        """Send all of the data, at once or in fragments of `fragments` bytes each.

        Each fragment but the first leaves when the program has taken the one before it.
        That a program has gone already is no error here: reading tells it.
        Raises NothingCame if the program does not read.
        """
        size = fragments or len(data)
        note = f"in fragments of {counted(size, 'byte')}:" if size < len(data) else ""
        if data:
            self._scene.transcript.grader("data", data, note=note)
        for start in range(0, len(data), size or 1):
            if start and not self._wait_until_taken():
                return
            if not self._send_whole(data[start : start + size]):
                return

    def _send_whole(self, data: bytes) -> bool:
        """Send a piece; tell whether the program is still there. Raises NothingCame."""
        left = memoryview(data)
        has_gone = False

        def is_sent() -> bool:
            nonlocal left, has_gone
            try:
                while left:
                    left = left[self._socket.send(left) :]
            except BlockingIOError:
                return False
            except GONE:
                has_gone = True
            return True

        waited = self._scene.wait(
            is_sent,
            "answer",
            writing=[self._socket],
            progress=lambda: len(left),  # it reads, however slowly
            latest=time.monotonic() + LONGEST_PROGRESS,
        )
        if waited is Waited.IN_VAIN:
            raise NothingCame("Your program does not read what is sent to it.")
        return not has_gone

    def _wait_until_taken(self) -> bool:
        """Wait until the program has read all that was sent; tell whether it is still running.

        The wait is short: a program may look at the first bytes without taking
        them (MSG_PEEK), and take all when there is more.
        """

        def is_taken() -> bool:
            taken = gate.is_taken(self._socket)
            if taken is None:
                # A pause has to do; if it is too short, the program just sees more at once.
                self._scene.is_quiet([], ticks=1)
            return taken is not False

        self._scene.wait(is_taken, "take", every=BETWEEN_LOOKS, or_end=True)
        return not self._scene.program.ended

    def reset(self) -> None:
        """Reset the connection, as a machine does that has crashed and started again."""
        self._scene.transcript.grader("reset")
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._socket.close()

    def vanish(self) -> None:
        """Close both sides at once, whatever is still on its way to us."""
        self._scene.transcript.grader("end", note="and its receiving side")
        self._socket.close()

    def half_close(self) -> None:
        """Tell the program that nothing more will come; it may still answer."""
        self._scene.transcript.grader("end")
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the program was quicker: reading will tell

    def read_late(self) -> None:
        """Read nothing until the program's answer has filled all the room there is.

        All the room is filled when two looks at our receive queue, some ticks apart, find the
        same. Where the system cannot tell how much is there, this returns at once.
        """
        self._scene.transcript.step("reads nothing until no more of the answer fits")
        before = None
        while before != (waiting := gate.unread(self._socket)):
            before = waiting
            self._scene.is_quiet([], ticks=5)

    # ------------------------------------------------------------------ what should come

    def expect(self, expected: bytes) -> None:
        """Take the next bytes, which have to be `expected`.

        Raises Mismatch, NothingCame or ConnectionEnded.
        """
        self._collect(len(expected), expected)
        received = bytes(self._buffer[: len(expected)])
        if received == expected:
            del self._buffer[: len(expected)]
            self._scene.transcript.program("data", expected)
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
            diagnosis=of_bytes(expected, received),
        )

    def expect_nothing_more(self, after: bytes, ticks: int) -> None:
        """Demand that nothing follows `after`, until the stream ends or for a number of ticks.

        Raises Surplus.
        """
        if not self._buffer and self.end is None:
            if self._scene.is_quiet([self._socket], ticks):
                return
            self._collect(1)
        if self._buffer:
            received = after + bytes(self._buffer)
            self._show_buffer()
            raise Surplus(
                f"Your program sent more than {shown_bytes(after)}.",
                expected=after,
                received=received,
                diagnosis=of_bytes(after, received),
            )

    def expect_silence(self, ticks: int) -> None:
        """Demand that the program does not speak before it was spoken to.

        Raises SpokeTooSoon or ConnectionEnded.
        """
        if self._scene.is_quiet([self._socket], ticks):
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

    def expect_something(self) -> None:
        """Demand that bytes come, whatever they are. Raises NothingCame or ConnectionEnded."""
        self._collect(1)
        if not self._buffer:
            raise self._incomplete("an answer", b"")
        self._show_buffer()

    def expect_end(self) -> None:
        """Demand that the program closes its side without a reset; what it sent before is ignored.

        Raises NothingCame or ConnectionEnded.
        """
        self.expect_gone()
        if self.end == "reset":
            raise ConnectionEnded(
                "Your program reset the connection instead of closing it.",
                diagnosis="A reset comes from closing a socket while bytes that had arrived on it were never read.",
            )

    def expect_gone(self, trickle: bool = False, diagnosis: str = CLOSE_IT) -> None:
        """Demand that the program closes or resets the connection. Raises NothingCame.

        With `trickle` it is sent a byte at each tick meanwhile, so that a time limit of its own
        for silence cannot look like a decision to close.
        """

        def has_gone() -> bool:
            if trickle and self.end is None:
                self._trickle()
            if self.end is None:
                self._read()
            return self.end is not None

        every = TICK if trickle else math.inf
        waited = self._scene.wait(has_gone, "answer", reading=[self._socket], every=every)
        self._show_buffer()
        if waited is Waited.IN_VAIN:
            self._scene.transcript.program("silence")
            raise NothingCame("Your program did not close the connection.", diagnosis=diagnosis)

    def _trickle(self) -> None:
        try:
            self._socket.send(b"\0")
        except OSError:
            pass  # it has gone, or reads nothing: the wait finds out

    def expect_no_more_bytes(self, after: bytes) -> None:
        """Demand that nothing follows `after` until the stream ends or patience does.

        Raises Surplus.
        """

        def is_over() -> bool:
            if not self._buffer and self.end is None:
                self._read()
            return bool(self._buffer) or self.end is not None

        self._scene.wait(is_over, "end", reading=[self._socket], silence_is_right=True)
        self.expect_nothing_more(after, ticks=1)

    # ------------------------------------------------------------------ whatever comes

    def wait_for_end(self, ticks: int) -> None:
        """Read and forget until the program closes its side, or is quiet for a number of ticks."""

        def is_over() -> bool:
            self._buffer.clear()
            return False

        self._read_until_quiet(ticks, is_over, "answer")

    def part(self, ticks: int) -> None:
        """Close our sending side after the program has closed its own, or has been quiet.

        Some programs wait for our end before they print what they have heard.
        """
        self.wait_for_end(ticks)
        self.half_close()

    def receive_word(self, count: int, ticks: int) -> bytes:
        """Take up to `count` bytes, fewer at the end of the stream or when it stays quiet."""
        self._read_until_quiet(ticks, lambda: len(self._buffer) >= count)
        received = bytes(self._buffer[:count])
        del self._buffer[:count]
        if received:
            self._scene.transcript.program("data", received)
        return received

    def _read_until_quiet(
        self, ticks: int, is_over: Callable[[], bool], kind: Wait | None = None
    ) -> None:
        """Read until nothing comes for some ticks, the stream ends, or `is_over` is true.

        With a `kind`, also end when patience of that kind does.
        """
        deadline = self._scene.patience.deadline(kind) if kind else None
        while self.end is None and not is_over():
            if self._scene.is_quiet([self._socket], ticks):
                return
            self._read()
            if deadline and deadline.missed():
                return

    def _look_for_more(self) -> None:
        """Read what is still on its way of a wrong answer, so that it is shown whole."""
        self._read_until_quiet(2, lambda: len(self._buffer) > MOST_SHOWN, "take")

    # ------------------------------------------------------------------ reading

    def _collect(self, count: int, expected: bytes = b"") -> None:
        """Read until there are `count` bytes, the stream ends, or they cannot be `expected`.

        Raises NothingCame.
        """
        if not self._gather(count, expected):
            raise self._silence(count)

    def _gather(self, count: int, expected: bytes = b"") -> bool:
        """Read what `_collect` asks for; tell whether that ended before patience did."""
        latest = time.monotonic() + LONGEST_PROGRESS
        compared = 0
        untaken: int | None = None

        def is_over() -> bool:
            nonlocal compared
            if len(self._buffer) < count and self.end is None:
                self._read()
            if len(self._buffer) >= count or self.end is not None:
                return True
            differs = bool(expected) and (
                self._buffer[compared:] != expected[compared : len(self._buffer)]
            )
            compared = len(self._buffer)
            return differs

        def is_still_reading() -> bool:
            nonlocal untaken
            before, untaken = untaken, gate.untaken(self._socket)
            return bool(untaken) and untaken != before and time.monotonic() <= latest

        return (
            self._scene.wait(
                is_over,
                "answer",
                reading=[self._socket],
                pauses=self.pauses,
                progress=lambda: len(self._buffer),
                is_busy=is_still_reading,
            )
            is Waited.DONE
        )

    def _silence(self, count: int) -> NothingCame:
        received = bytes(self._buffer)
        self._show_buffer()
        self._scene.transcript.program("silence")
        if received:
            message = (
                f"Your program sent {counted(len(received), 'byte')} of {count}, and then nothing."
            )
            return NothingCame(message, received=received)
        return NothingCame("Your program sent nothing.", diagnosis=self._second_probe())

    def _second_probe(self) -> str | None:
        """Try what wakes a silent program: that names the mistake. The verdict is clear already."""
        try:
            self._socket.send(b"\n")
            if self._has_woken():
                return "It answered once a line end had come: it reads a line, and this message has none."
            self._socket.shutdown(socket.SHUT_WR)
            if self._has_woken():
                return "It answered once the client had closed its side: it reads until the end of the stream, and the client keeps that open for the answer."
        except OSError:
            pass
        return None

    def _has_woken(self) -> bool:
        return not self._scene.is_quiet([self._socket], TICKS_OF_QUIET) and bool(
            self._socket.recv(1)
        )

    def _read(self) -> None:
        """Take what is there: bytes, the end of the stream, or nothing. Raises Surplus."""
        try:
            data = self._socket.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            self.end = "reset"
            self._scene.transcript.program("reset")
            return
        if data:
            self._buffer += data
            if len(self._buffer) > MOST_UNREAD:
                raise self._flood()
        else:
            self.end = "end"

    def _flood(self) -> Surplus:
        received = bytes(self._buffer[:1000])
        self._show_buffer()
        return Surplus(
            "Your program sends and sends.",
            expected="an end to it",
            received=received,
            diagnosis="Is there a loop that sends and never waits?",
        )

    def _show_buffer(self) -> None:
        if self._buffer:
            self._scene.transcript.program("data", bytes(self._buffer))
            self._buffer.clear()
        if self.end == "end":
            self._scene.transcript.program("end")

    def _incomplete(self, expected: Compared, received: bytes) -> ConnectionEnded:
        how = "reset" if self.end == "reset" else "closed"
        if not received:
            return ConnectionEnded(
                f"Your program {how} the connection without sending anything.",
                expected=expected,
                received=b"",
            )
        return ConnectionEnded(
            f"Your program {how} the connection after {counted(len(received), 'byte')} "
            f"of {len(expected or b'')}.",
            expected=expected,
            received=received,
        )
