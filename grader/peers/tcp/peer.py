"""The reference peer of a TCP connection: the client of a server, or the server of a client.

It can be rude, each time in the same way: send in pieces that the program must
take one by one, leave the program's answer unread until nothing more fits, close one
side only, reset.
"""

import math
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from grader.failures.diagnosis.differences import of_bytes
from grader.failures.errors import (
    ConnectionEnded,
    Mismatch,
    NothingCame,
    SpokeTooSoon,
    Surplus,
)
from grader.i18n import gettext, ngettext
from grader.peers.patience import PROMISED, Wait
from grader.peers.scene import TICK, Scene, Waited
from grader.peers.tcp import gate
from grader.peers.tcp.endings import End, cut_off, silent, without_more
from grader.peers.tcp.probes import KeptSilent, Prober, Role, Woken
from grader.peers.tcp.speaker import LONGEST_PROGRESS, Speaker
from grader.peers.transcript import NAMES
from grader.text import shown_bytes

MOST_UNREAD = 4 << 20  # bytes; four times the longest that is asked for
MOST_SHOWN = 4096  # bytes of a wrong answer that are waited for, to show it whole
LATE = 300  # ticks that a first answer is waited for beyond our patience, to tell late from never


class TcpPeer(Speaker):
    """One connection to a learner's program, with a deadline on every wait."""

    pauses = 0.0  # seconds that the program may take longer for the next answer
    most_unread = MOST_UNREAD

    def __init__(self, sock: socket.socket, scene: Scene, role: Role = "client") -> None:
        super().__init__(sock, scene, role)
        self._buffer = bytearray()
        self._came: float | None = None  # when its last bytes came, by time.monotonic()
        self._has_shown_the_end = False
        self.has_spoken = False  # whether the program has sent anything that was shown
        # how the program's side has come to its end; None while it is open
        self.end: End = None

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

    @property
    def was_left_unread(self) -> bool:
        """Whether the program has closed its socket while something on it was unread."""
        return self.end == "reset" or bool(
            self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        )

    @property
    def was_read_to_the_end(self) -> bool:
        """Whether the program has taken all that was sent to it, where the system tells."""
        return gate.is_taken(self._scene.network, self._socket) is True

    # ------------------------------------------------------------------ what should come

    def expect(self, expected: bytes) -> None:
        """Take the next bytes, which have to be `expected`.

        Raises Mismatch, NothingCame or ConnectionEnded.
        """
        self._collect(len(expected), expected)
        received = bytes(self._buffer[: len(expected)])
        if received == expected:
            del self._buffer[: len(expected)]
            self._show(expected)
            return
        if not expected.startswith(received):
            self._look_for_more()
            received = bytes(self._buffer)
        self._show_buffer()
        if expected.startswith(received):
            raise self._incomplete(expected, received)
        raise Mismatch(
            gettext("Your program sent something other than {data}.", data=shown_bytes(expected)),
            expected=expected,
            received=received,
            diagnosis=of_bytes(expected, received, self._said),
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
            more, said = bytes(self._buffer), self._said.strip()
            self._show_buffer()
            came_back = gettext("After that, the bytes that it had received came back.")
            raise Surplus(
                gettext("Your program sent more than {data}.", data=shown_bytes(after)),
                expected=after,
                received=after + more,
                diagnosis=came_back
                if said and more.strip() == said
                else of_bytes(after, after + more),
            )

    def expect_silence(self, ticks: int) -> None:
        """Demand that the program does not speak before it was spoken to.

        Raises SpokeTooSoon.
        """
        self._read_until_quiet(ticks, lambda: bool(self._buffer))
        self._look_for_more()
        received = bytes(self._buffer)
        self._show_buffer()
        if received:
            raise SpokeTooSoon(
                gettext("Your program spoke before the client had said anything."),
                expected=gettext("(nothing yet)"),
                received=shown_bytes(received),
                diagnosis=gettext(
                    "It is the client who speaks first in this protocol: receive, then send."
                ),
            )

    def expect_something(self, likely: bytes = b"") -> None:
        """Demand that bytes come, whatever they are; a probe has to bring the `likely` ones.

        Raises NothingCame or ConnectionEnded.
        """
        self._collect(1, likely=likely)
        if not self._buffer:
            raise self._incomplete(b"", b"")
        self._look_for_more()
        self._show_buffer()

    def expect_end(self) -> None:
        """Demand that the program closes its side without a reset; what it sent before is ignored.

        Raises NothingCame or ConnectionEnded.
        """
        self.expect_gone()
        if self.end == "reset":
            raise ConnectionEnded(
                gettext("Your program reset the connection instead of closing it."),
                diagnosis=self.lingers
                or gettext(
                    "A reset comes from closing a socket while bytes that had arrived on it were never read."
                ),
            )

    def expect_gone(self, trickle: bool = False, diagnosis: str | None = None) -> None:
        """Demand that the program closes or resets the connection. Raises NothingCame.

        With `trickle` it is sent a byte at each tick meanwhile, so that a time limit of its own
        for silence cannot look like a decision to close.
        """

        said, place = len(self._said), self._scene.transcript.length

        def has_gone() -> bool:
            if trickle and self.end is None:
                self._trickle()
            if self.end is None:
                self._read()
            return self.end is not None

        every = TICK if trickle else math.inf
        waited = self._scene.wait(has_gone, "answer", reading=[self._socket], every=every)
        if trickled := len(self._said) - said:
            self._scene.transcript.step(
                ngettext(
                    "{peer} sent {number} zero byte meanwhile, one at a time",
                    "{peer} sent {number} zero bytes meanwhile, one at a time",
                    trickled,
                    peer=gettext(NAMES[self._role]),
                ),
                at=place,
            )
        self._show_buffer()
        if waited is Waited.IN_VAIN:
            self._scene.transcript.program(self.party, "silence")
            raise NothingCame(
                gettext("Your program did not close the connection."),
                diagnosis=diagnosis
                or gettext(
                    "The client waits for the end of the stream, which comes when you close the socket."
                ),
            )

    def _trickle(self) -> None:
        with suppress(OSError):  # it has gone, or reads nothing: the wait finds out
            self._said += bytes(self._socket.send(b"\0"))

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

    def wait_for_end(self, ticks: int) -> int:
        """Read and forget until the program closes its side, or is quiet for a number of ticks.

        Tells how many bytes came.
        """
        count = 0

        def is_over() -> bool:
            nonlocal count
            count += len(self._buffer)
            self._buffer.clear()
            return False

        self._read_until_quiet(ticks, is_over, "answer")
        is_over()
        if self.end == "reset":
            self._show_the_end()
        return count

    def part(self, ticks: int) -> None:
        """Close our sending side after the program has closed its own, or has been quiet.

        Some programs wait for our end before they print what they have heard.
        """
        self.wait_for_end(ticks)
        self.half_close()

    def hear(self, count: int, ticks: int) -> bytes:
        """Take what the program says first, with patience: `count` bytes, or whatever comes.

        Unlike an answer that is demanded, it may be missing: then it is empty.
        """
        self._gather(1)
        return self.receive_word(count, ticks)

    def hear_whole(self, count: int) -> bytes:
        """Take `count` bytes that the program says first, however slowly they come; fewer in vain."""
        self._gather(count)
        return self.receive_word(count, ticks=0)

    def read_to_the_end(self) -> None:
        """Take what comes until the program closes its side, or our patience ends."""

        def is_over() -> bool:
            if self.end is None:
                self._read()
            return self.end is not None

        self._scene.wait(
            is_over, "answer", reading=[self._socket], progress=lambda: len(self._buffer)
        )
        self._show_buffer()

    def left_untaken(self, ticks: int) -> tuple[int, bool] | None:
        """Tell how many bytes the program has not taken, and whether it takes some within these ticks.

        None where the system does not tell.
        """
        before = gate.untaken(self._scene.network, self._socket)
        self._scene.is_quiet([], ticks)
        left = gate.untaken(self._scene.network, self._socket)
        return None if before is None or left is None else (left, left < before)

    def receive_word(self, count: int, ticks: int) -> bytes:
        """Take up to `count` bytes, fewer at the end of the stream or when it stays quiet."""
        self._read_until_quiet(ticks, lambda: len(self._buffer) >= count)
        received = bytes(self._buffer[:count])
        del self._buffer[:count]
        self._show(received)
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

    def _collect(self, count: int, expected: bytes = b"", likely: bytes = b"") -> None:
        """Read until there are `count` bytes, the stream ends, or they cannot be `expected`.

        Raises NothingCame; what a probe brings then has to be the `likely` bytes to be believed.
        """
        began, is_first = time.monotonic(), self._scene.patience.is_whole("answer")
        if self._gather(count, expected):
            return
        if is_first and not self._buffer:
            self._wait_for_a_late_answer(began)
        raise self._silence(count, expected, likely or expected)

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
            before, untaken = untaken, gate.untaken(self._scene.network, self._socket)
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

    def _wait_for_a_late_answer(self, began: float) -> None:
        """Wait beyond our patience, since late is another mistake than never.

        Raises NothingCame, or ConnectionEnded if the end of the stream is what came.
        """
        if self._scene.is_quiet([self._socket], LATE):
            return
        took = time.monotonic() - began
        self._scene.patience.stretch(took)
        self._look_for_more()
        received = bytes(self._buffer)
        self._show_buffer()
        if not received:
            raise self._incomplete(b"", b"")
        raise NothingCame(
            gettext("Your program took {took:.1f} s until it sent something.", took=took),
            expected=gettext("something within {seconds:.0f} s", seconds=PROMISED["answer"]),
            received=shown_bytes(received),
            diagnosis=gettext(
                "It answered only after {took:.1f} s, and a step may take {seconds:.0f} s. The other checks wait longer for it.",
                took=took,
                seconds=PROMISED["answer"],
            ),
        )

    def _silence(self, count: int, expected: bytes, likely: bytes) -> NothingCame:
        received = bytes(self._buffer)
        self._show_buffer()
        self._scene.transcript.program(self.party, "silence")
        if received:
            return NothingCame(
                ngettext(
                    "Your program sent {number} byte of {count}, and then nothing.",
                    "Your program sent {number} bytes of {count}, and then nothing.",
                    len(received),
                    count=count,
                ),
                expected=expected or None,
                received=received,
                diagnosis=of_bytes(expected, received, self._said),
            )
        woken = self._second_probe()
        message = silent(self.has_spoken)
        if woken and woken.brought(likely):
            source = self._scene.around.source
            return KeptSilent(message, woken, source)
        return NothingCame(message)

    def _second_probe(self) -> Woken | None:
        """Try what wakes a silent program: that names the mistake. The verdict is clear already."""
        return Prober(self._socket, self._scene, self.party).wake(self._role)

    def what_ends_it(self) -> str:
        """Tell what a server does with its open connection once we have closed our side.

        This is for one that should have closed it by itself; the verdict is clear already.
        """
        return Prober(self._socket, self._scene, self.party).close_first()

    def _read(self) -> None:
        """Take what is there: bytes, the end of the stream, or nothing. Raises Surplus."""
        try:
            data = self._socket.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            self.end = "reset"
            if not self._buffer:
                self._show_the_end()
            return
        if data:
            self._came = time.monotonic()
            self._buffer += data
            if len(self._buffer) > self.most_unread:
                raise self._flood()
        else:
            self.end = "end"

    def _flood(self) -> Surplus:
        received = bytes(self._buffer[:1000])
        self._show_buffer()
        return Surplus(
            gettext("Your program sends and sends."),
            expected=gettext("an end to it"),
            received=received,
            diagnosis=gettext("Is there a loop that sends and never waits?"),
        )

    def _show_buffer(self) -> None:
        self._show(bytes(self._buffer))
        self._buffer.clear()
        self._show_the_end()

    def _show_the_end(self) -> None:
        if self.end is not None and not self._has_shown_the_end:
            self._has_shown_the_end = True
            self._scene.transcript.program(self.party, self.end)

    def _show(self, data: bytes) -> None:
        if data:
            self.has_spoken = True
            self._scene.transcript.program(self.party, "data", data, came=self._came)
        if self.end == "reset" and not self._buffer:
            self._show_the_end()  # in the story it follows what came before it

    @property
    def lingers(self) -> str | None:
        """Why the program's close() is a reset, if it is and the program has asked for that."""
        has_asked = self.end == "reset" and "SO_LINGER" in self._scene.around.source
        if has_asked:
            return gettext("SO_LINGER with a time of 0 makes close() reset the connection.")
        return None

    def _incomplete(self, expected: bytes, received: bytes) -> ConnectionEnded:
        if received:
            return ConnectionEnded(
                cut_off(self.end, len(received), len(expected)),
                expected=expected,
                received=received,
                diagnosis=of_bytes(expected, received, self._said),
            )
        return ConnectionEnded(
            without_more(self.end, self.has_spoken),
            expected=expected or gettext("an answer"),
            received=b"",
            diagnosis=self.lingers,
        )
