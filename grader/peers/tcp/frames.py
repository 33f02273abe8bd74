"""A peer that speaks in framed messages on TCP, as unit 2 has them (see `framing`).

It speaks by the rule, or in the way that the program was found to have of its own.
"""

import itertools
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from grader.failures.diagnosis.frames import ANSWERS, LINES, Row, of_frame, of_greeting, of_one_byte
from grader.failures.errors import ConnectionEnded, Mismatch, NothingCame, SpokeTooSoon, Surplus
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.scene import TICKS_OF_QUIET, Waited
from grader.peers.tcp.endings import before_it_sent, cut_off
from grader.peers.tcp.framing import RULE, Writing, heard
from grader.peers.tcp.peer import MOST_SHOWN, TcpPeer
from grader.peers.tcp.speaker import RESET_ON_CLOSE, set_option
from grader.peers.tcp.turns import TURNS
from grader.peers.tcp.ways import Answers, Due, Greetings, Lines, Reading

WAITED_FOR = 12  # ticks
FOR_THE_REST = 40  # ticks
LONGEST_GREETING = 1000  # bytes
MOST_HEARD = 1 << 20  # bytes that are heard out
LONGEST_HEARD = 3.0  # seconds
MOST_TOGETHER = 8  # messages whose bytes are looked for around another one's
MORE = b"one more"  # a frame that only makes a program answer another one
FOR_A_MEBIBYTE = 7.0  # seconds on top of those for any step, to turn one round
EARLIER = gettext_noop(
    "The bytes of an earlier frame are in it as well: those bytes should be gone by now."
)
LATER = gettext_noop(
    "The bytes of a frame that comes after it are in it as well: each is a frame of its own."
)
frame = RULE.frame


def greeting() -> bytes:
    """Give the text of a server's first frame."""
    return f"ready {socket.gethostname()}".encode()


class FramedPeer(TcpPeer):
    """One connection to a learner's program that speaks in frames: a client's side of it."""

    turn: ClassVar[str] = "in reverse order"  # what the program does with the bytes, by the rule
    # what a wrong frame of the program usually means
    diagnoses: ClassVar[tuple[Row, ...]] = ANSWERS
    # what it means that the frame of another message came
    of_another: ClassVar[str] = gettext_noop(
        "This is the answer to another frame: the answers come in the order of the requests, one for each."
    )
    reads = Reading()  # how the program reads a frame of ours
    writes = Writing("in reverse order")
    at_end = False  # the program answers when we have closed our sending side
    due: Due = "at once"  # when the program answers a frame
    _wanted: tuple[bytes, ...] = ()  # what it should answer now
    _introduced = False  # whether the frame was sent that it does not answer
    _held: tuple[bytes, ...] = ()  # what it answers with the next frame
    _due = b""  # a greeting that may come later than it should
    came = b""  # all that came instead of the frame that was expected last
    has_greeted = False
    _asked: tuple[bytes, ...] = ()  # what is to be answered, or has been, in this order

    def speak(self, answers: Answers) -> None:
        """Speak in a server's own way from now on."""
        self.reads = Reading(answers.reads, wants=answers.wants, apart=answers.apart)
        self.writes, self.at_end, self.due = answers.writes, answers.at_end, answers.due

    def send_frames(self, *payloads: bytes, fragments: int | None = None) -> None:
        """Send one frame for each payload, all of them glued together.

        A program that wants lengths apart gets each when it has taken what came before.
        """
        self.introduce()
        payloads = self._completed(payloads)
        if not self.reads.apart:
            self.send(b"".join(map(self.reads.frame, payloads)), fragments)
            return
        for payload in payloads:
            self.send(self.reads.lengths.header(payload), fragments)
            if self.wait_until_taken():
                self.send(payload, fragments)

    def introduce(self) -> None:
        """Send the frame that this program does not answer, if it has such a way."""
        if self.due == "not the first" and not self._introduced:
            self._introduced = True
            self.send(self.reads.frame(MORE))

    def _completed(self, payloads: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Add the frames without which this program would not answer; note what is to be answered."""
        self._wanted = payloads
        if self.due == "late":
            self._wanted, self._held = (*self._held, *payloads), (MORE,)
            payloads += (MORE,)
        elif self.due == "in pairs" and len(payloads) % 2:
            payloads = self._wanted = (*payloads, MORE)
        self._asked += self._wanted
        return payloads

    def ask(
        self,
        *messages: bytes,
        fragments: int | None = None,
        half_close: bool = False,
    ) -> None:
        """Send each message in a frame, and demand the answers.

        With `half_close` our sending side is closed before they can come. Raises Mismatch,
        NothingCame or ConnectionEnded.
        """
        self.send_frames(*messages, fragments=fragments)
        if half_close or self.at_end:
            self.half_close()
        self.expect_answers()

    def ask_and_read_late(
        self, *messages: bytes, half_close: bool = False, behind: bytes = b""
    ) -> None:
        """Send each message in a frame, and read nothing until no more of the answers fits.

        What is sent `behind` them is frames, or a part of one, whose answers nobody waits for.
        """
        self.send_frames(*messages)
        self.send(behind)
        if half_close or self.at_end:
            self.half_close()
        self.read_late()

    def ask_often(self, message: bytes, times: int) -> None:
        """Send the same message so many times at once; no answer to it may be wrong, or the last.

        A program that takes its time for each is not heard to its end. Raises Mismatch or
        ConnectionEnded.
        """
        self.send(self.reads.frame(message) * times)
        self._pass_over_what_stands_ahead()
        wanted, latest = self.writes.frame(message) * times, time.monotonic() + LONGEST_HEARD
        self._read_until_quiet(
            WAITED_FOR, lambda: len(self._buffer) >= len(wanted) or time.monotonic() > latest
        )
        received = bytes(self._buffer)
        self._show_buffer()
        if not wanted.startswith(received):
            raise Mismatch(
                gettext("Your program sent something other than the answers."),
                expected=wanted,
                received=received,
            )
        if self.end is not None and received != wanted:
            raise ConnectionEnded(
                cut_off(self.end, len(received), len(wanted)), expected=wanted, received=received
            )

    def expect_answers(self) -> None:
        """Demand the answers to what was asked. Raises Mismatch, NothingCame or ConnectionEnded."""
        for message in self._wanted:
            self.pauses = FOR_A_MEBIBYTE * len(message) / (1 << 20)
            self.expect_frame(message, gettext("the answer"))

    @property
    def most(self) -> int:
        """The most bytes that a frame can carry in the program's way."""
        return min(self.reads.lengths.most, self.writes.lengths.most)

    def wait_for_an_answer(self) -> None:
        """Wait until the beginning of an answer to something large has come. Raises NothingCame."""
        waited = self._scene.wait(
            self._has_something, "answer", reading=[self._socket], pauses=FOR_A_MEBIBYTE
        )
        if waited is not Waited.DONE:
            raise NothingCame(gettext("Your program sent nothing."))

    def send_and_vanish(self, *messages: bytes) -> None:
        """Send frames and close both sides at once: what comes next finds nobody."""
        self._hold_back()
        self.send_frames(*messages)
        self.vanish()

    def send_and_end(self, *messages: bytes) -> None:
        """Send frames and close our sending side at once."""
        self._hold_back()
        self.send_frames(*messages)
        self.half_close()

    def _hold_back(self) -> None:
        """Let frames and an end leave together, where the system can, with nothing in between."""
        if self._socket.family == socket.AF_INET and hasattr(socket, "TCP_CORK"):
            set_option(self._socket, socket.IPPROTO_TCP, socket.TCP_CORK, 1)

    def send_and_reset(self, *messages: bytes) -> None:
        """Send frames and reset the connection, whether they were answered or not.

        Nothing is done in between: mostly both are there before the program has read the first.
        """
        set_option(self._socket, socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self.send_frames(*messages)
        self._socket.close()
        self._scene.transcript.grader(self.party, "reset", fault="reset")

    def close_unread(self) -> None:
        """Close both sides when something has come that was never read, which makes it a reset."""
        self._scene.wait(self._has_something, "answer", reading=[self._socket])
        self.vanish()

    def _has_something(self) -> bool:
        return bool(select.select([self._socket], [], [], 0)[0])

    def expect_frame(self, original: bytes, what: str | None = None, ticks: int = 0) -> None:
        """Take the next frame, which has to carry these bytes, turned as the rule says.

        With `ticks` nothing may follow it for so long. Raises Mismatch, NothingCame or
        ConnectionEnded.
        """
        self._pass_over_what_stands_ahead()
        what = what or gettext("the frame")
        self._expect(self.writes.frame(original), original, what, ticks)

    def expect_greeting(self, ticks: int = 0) -> None:
        """Take the greeting, after which nothing may come for some ticks.

        Raises Mismatch, NothingCame or ConnectionEnded.
        """
        try:
            self._expect(
                frame(greeting()), greeting(), gettext("the greeting"), ticks, "as they came"
            )
        except NothingCame as failure:
            if not self.came:
                failure.message = gettext("Your program sent no greeting.")
                failure.expected, failure.received = frame(greeting()), b""
            raise
        except Mismatch as failure:
            failure.diagnosis = of_greeting(greeting(), self.came) or failure.diagnosis
            raise

    def _pass_over_what_stands_ahead(self) -> None:
        """Take what this program sends in front of frames, or of the first one only."""
        for ahead in filter(None, (self._due, self.writes.ahead)):
            self._gather(len(ahead), ahead)
            if self._buffer.startswith(ahead):
                self.expect(ahead)
                self._due = b"" if ahead == self._due else self._due

    def _expect(
        self, wanted: bytes, original: bytes, what: str, ticks: int, turn: str | None = None
    ) -> None:
        self.came = b""
        try:
            self._collect(len(wanted), wanted)
        except NothingCame as silence:
            if isinstance(silence.received, bytes):
                self.came = silence.received
                silence.expected = wanted
                silence.diagnosis = self._part_in_words(self.came)
            raise
        wanted = self._with_its_number(wanted, original, turn)
        if self._buffer.startswith(wanted):
            self.expect(wanted)
            if ticks:
                self._expect_nothing_behind(wanted, original, what, ticks, turn)
            return
        self._wait_for_the_rest(len(wanted))
        self.came = received = bytes(self._buffer)
        self._show_buffer()
        if wanted.startswith(received):
            raise self._ended_early(wanted, received, what)
        raise Mismatch(
            gettext("Your program sent something other than {what}.", what=what),
            expected=wanted,
            received=received,
            diagnosis=self._meaning(original, received, turn),
        )

    def _with_its_number(self, wanted: bytes, original: bytes, turn: str | None) -> bytes:
        """Give the frame as it should be with the number in it that has come, once all of it is there."""
        numbered = self.writes.as_numbered(bytes(self._buffer))
        if turn is not None or numbered == self.writes:
            return wanted
        self.writes = numbered
        wanted = numbered.frame(original)
        self._gather(len(wanted), wanted)
        return wanted

    def _wait_for_the_rest(self, wanted: int) -> None:
        """Read on in a wrong frame as long as its length promises more, so that it is shown whole.

        One that is shorter than the `wanted` bytes is read to what comes after it.
        """
        promised, enough = int.from_bytes(self._buffer[: RULE.width], "big"), MOST_SHOWN
        if promised < max(LONGEST_GREETING, wanted):
            whole = RULE.width + promised
            self._read_until_quiet(FOR_THE_REST, lambda: len(self._buffer) >= whole, "answer")
            enough += whole
        self._read_until_quiet(WAITED_FOR, lambda: len(self._buffer) > enough, "answer")

    def _expect_nothing_behind(
        self, wanted: bytes, original: bytes, what: str, ticks: int, turn: str | None
    ) -> None:
        try:
            self.expect_nothing_more(after=wanted, ticks=ticks)
        except Surplus as surplus:
            self.came = surplus.received if isinstance(surplus.received, bytes) else b""
            surplus.message = gettext("Your program sent more than {what}.", what=what)
            surplus.diagnosis = self._meaning(original, self.came, turn) or surplus.diagnosis
            raise

    def _ended_early(self, wanted: bytes, received: bytes, what: str) -> ConnectionEnded:
        """Say that the program has hung up, and how much of a frame had come."""
        return ConnectionEnded(
            cut_off(self.end, len(received), len(wanted))
            if received
            else before_it_sent(self.end, what),
            expected=wanted,
            received=received,
            diagnosis=self.lingers or self._part_in_words(received),
        )

    def _part_in_words(self, received: bytes) -> str | None:
        """Say how many bytes the length had promised, and how many came."""
        lengths = self.writes.lengths
        if lengths.form != "number" or not received:
            return None
        if len(received) < lengths.width:
            return gettext(
                "Only {came} of the {width} bytes of a length came.",
                came=len(received),
                width=lengths.width,
            )
        promised = int.from_bytes(received[: lengths.width], lengths.order)
        return ngettext(
            "The length had promised {number} byte, and {came} of them came.",
            "The length had promised {number} bytes, and {came} of them came.",
            promised,
            came=len(received) - lengths.width,
        )

    def _meaning(self, original: bytes, received: bytes, turn: str | None) -> str | None:
        turn = turn or self.turn
        told = of_frame(TURNS[turn](original), received, self.diagnoses)
        if told or self.writes.lengths.form == "none":
            return told  # without lengths all that comes looks like one message
        way = heard(original, received, turn)
        told = self._of_another(original, received, way) or (way.why(turn) if way else None)
        return told or of_one_byte(TURNS[turn](original), received)

    def _of_another(self, original: bytes, received: bytes, way: Writing | None) -> str | None:
        """Tell whether the bytes of another frame came, or are in this one as well."""
        for other in self._asked:
            if other not in (b"", original) and received.startswith(self.writes.frame(other)):
                return gettext(self.of_another)
        if way is None:
            return None
        around = {way.before, way.after} - {b""}
        asked, place = self._asked, self._place_of(original)
        for first, size in itertools.product(range(len(asked)), range(1, MOST_TOGETHER + 1)):
            last = first + size
            is_beside = last <= place or first > place
            if is_beside and TURNS[way.turn](b"".join(asked[first:last])) in around:
                return gettext(EARLIER if last <= place else LATER)
        return None

    def _place_of(self, original: bytes) -> int:
        """Tell how many messages were asked before this one; all of them, if it was not asked."""
        return self._asked.index(original) if original in self._asked else len(self._asked)

    # ------------------------------------------------------------------ the greeting

    def pass_over_greeting(self, is_right: bool, known: Greetings) -> None:
        """Read the greeting, right or wrong: whether it is right is another check's concern.

        A right one ends where its length says, and one that is `known` as it did before; any
        other where the program falls silent.
        """
        if known.comes != "at once":
            self._due = known.what or b""
            return
        wanted = known.what or frame(greeting())
        came = self._gather(len(wanted), wanted)
        self.has_greeted = bool(self._buffer)
        if (is_right or known.what) and self._buffer.startswith(wanted):
            self.expect(wanted)
            return
        if not came:
            self._due = wanted
        told = int.from_bytes(self._buffer[: RULE.width], "big")
        if told < LONGEST_GREETING:
            self._gather(RULE.width + told)
        self._read_until_quiet(TICKS_OF_QUIET, lambda: False, "answer")
        self._show_buffer()

    def hear_out(self, ticks: int) -> bytes:
        """Take all that comes until it is quiet for some ticks, the stream or our patience ends.

        A greeting that has come late is no part of it.
        """
        self._read_until_quiet(ticks, lambda: len(self._buffer) > MOST_HEARD, "answer")
        if self._due and self._buffer.startswith(self._due):
            self.expect(self._due)
            self._due = b""
        return self.receive_word(MOST_HEARD, ticks=0)

    def _second_probe(self) -> None:
        """Probe nothing: the program would take another byte for a part of the next frame."""
        return


class LinesPeer(FramedPeer):
    """A server's side of a connection: the frames of the program are lines of its input."""

    turn = "as they came"
    diagnoses = LINES
    of_another = gettext_noop(
        "This is another line of the input: each is sent once, in their order."
    )
    writes = Writing()
    _preface = b""  # what the program says before its first line

    def follow(self, lines: Lines, reading: Reading) -> None:
        """Speak in a client's own way from now on."""
        self.reads, self.writes, self._preface = reading, lines.writes, lines.preface

    def has_input(self, lines: Sequence[str]) -> None:
        """Know all lines of the input, to tell one that comes out of its turn."""
        self._asked = tuple(line.encode() for line in lines)

    def greet(self, text: bytes, fragments: int | None = None) -> None:
        """Greet the client, unless it is one that reads no greeting."""
        if self.reads.is_greeted:
            more = [b"and welcome"] * (self.reads.frames - 1)
            self.send_frames(text, *more, fragments=fragments)
        if self._preface:
            self.expect(self._preface)
            self.send_frames(b"well")

    def expect_no_line_end(self) -> None:
        """Expect none in the next frame, since that line has none, also where the others do."""
        if self.writes.after in (b"\n", b"\r\n"):
            self.writes = replace(self.writes, after=b"")

    def expect_goodbye(self, line: bytes, is_strict: bool) -> None:
        """Demand that the program closes after this line; if `is_strict`, without another word.

        Raises Surplus or NothingCame.
        """
        if is_strict:
            last = self.writes.frame(line)
            try:
                self.expect_no_more_bytes(after=last)
            except Surplus as surplus:
                surplus.message = gettext("Your program sent something after the last line.")
                surplus.diagnosis = gettext(
                    "No line of the input asks for that: at the end of its input a client closes the connection, and says nothing more."
                )
                raise
        self.expect_gone(diagnosis=gettext("At the end of its input a client closes its socket."))

    def expect_to_be_waited_for(self, line: bytes) -> None:
        """Demand that nothing comes before the reply to this line. Raises SpokeTooSoon."""
        came = self.hear_out(WAITED_FOR)
        if not came:
            return
        before = self.writes.frame(line)
        if len(came) <= self.writes.lengths.width:
            message = gettext(
                "Your program sent the length of another frame before the reply to the last one had come."
            )
        elif came.startswith(before[: len(came)]):
            message = gettext(
                "Your program sent the same line again before the reply to the last one had come."
            )
        else:
            message = gettext(
                "Your program sent the next line before the reply to the last one had come."
            )
        raise SpokeTooSoon(
            message,
            expected=gettext("(nothing yet)"),
            received=before + came,
            diagnosis=gettext("One question, one answer: receive before anything else is sent."),
        )
