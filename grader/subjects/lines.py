"""A learner's client that sends the lines of its input as datagrams."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from grader.failures.diagnosis import texts
from grader.failures.ended import trace_of
from grader.failures.errors import (
    Mismatch,
    NothingCame,
    ProgramEnded,
    SpokeTooSoon,
    Surplus,
    Unseen,
)
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.scene import TICK
from grader.subjects.base import Examination
from grader.subjects.speech import Speech, way_of
from grader.subjects.udp import UdpClient
from grader.text import joined

TICKS_BEFORE_AN_ANSWER = 4
# Seconds after a line: what comes by then did not wait for anything, and what comes later than
# a reply that was due in between has waited long enough.
AT_ONCE, LONG_ENOUGH = 0.12, 0.9
RECEIVES = ("recv", "recvfrom", "recv_into", "recvfrom_into")
ONE_MORE = "one line more\n"  # for a program that never sees its last one
MOST_COPIES = 5  # of a line; who sends more of them does not go on to the next one

SECOND_TIME = gettext_noop("The line before came a second time: each line is sent once.")


@dataclass(frozen=True)
class Lines(Speech):
    """How a client sends its lines."""

    copies: Literal["none", "at once", "answered"] = "none"
    misses_the_last: bool = False
    skips_repeats: bool = False

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        copies = {
            "none": "",
            "at once": gettext("each line may come several times"),
            "answered": gettext("each line may come several times, and is answered each time"),
        }[self.copies]
        more = gettext("its input has one line more, which need not come")
        skips = gettext("a line that is the same as one before need not come")
        ways = [self.in_words(gettext("a line")), copies, more if self.misses_the_last else ""]
        ways += [skips] * self.skips_repeats
        told = [way for way in ways if way]
        return joined(told) if told else ""


class LineClient(UdpClient):
    """A learner's client that sends each line, and waits for the answer."""

    rule = "sends"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._last = b""  # the line that came last
        self._came = 0  # datagrams in this run
        self.copies = 0  # of the last line that came again while its reply was awaited
        self._said, self._said_at = "", 0.0  # the answer that was given last

    @property
    def _way(self) -> Lines:
        return self._examination.dialect(Lines)

    def start(self, text: str) -> None:
        """Start the client with this standard input, and throw away datagrams of an earlier run."""
        if self._way.misses_the_last:
            text = text.removesuffix("\n") + "\n" + ONE_MORE
        super().start(text)
        self._last, self._came, self.copies = b"", 0, 0

    def answer(self, text: str) -> None:
        """Answer the sender of the last datagram."""
        self._said, self._said_at = text, self._server.now()
        super().answer(text)

    def receive(self, what: str) -> bytes:
        """Take the next datagram. Raises NothingCame or what ended the program."""
        try:
            came = super().receive(what)
        except ProgramEnded as ended:
            lines = sum(bool(line.strip()) for line in self._lines)
            if self._came <= lines:
                ended.diagnosis = ended.diagnosis or self.of_silent_end(
                    ngettext(
                        "It has ended without an error, and {came} of the {number} line of its input had come to HOST and PORT.",
                        "It has ended without an error, and {came} of the {number} lines of its input had come to HOST and PORT.",
                        lines,
                        came=self._came,
                    )
                )
            raise
        self._came += 1
        return came

    def demand_several_lines(self) -> None:
        """Raise Unseen if the program was not seen to go from one line to the next."""
        if not self._examination.passed("sends_every_line") and self._way == Lines(self._way.way):
            raise Unseen("sends_every_line")

    def demand_readable_lines(self) -> None:
        """Raise Unseen if what the program sends has nothing of the lines in it."""
        if self._way.way == "any":
            raise Unseen("sends_the_line")

    def expect_sent(self, line: str) -> None:
        """Demand the line as a datagram; blanks around it are another rule's.

        Learns how the client sends lines otherwise. Raises Mismatch, NothingCame or what ended it.
        """
        wanted, came = line.encode(), self.receive(gettext("the line"))
        if came.strip() == wanted:
            return
        is_plain = line.isalpha()
        way = way_of(wanted, came.strip()) or ("any" if is_plain else "plain")
        self._examination.learn(replace(self._way, way=way))
        raise Mismatch(
            gettext("Your program sent something other than the line."),
            expected=wanted,
            received=came,
            diagnosis=self._of_line(line, came),
        )

    def expect_line(self, line: str, what: str) -> None:
        """Demand that the next datagram is this line, in the program's own way.

        Blanks around it are another rule's. Raises Mismatch, NothingCame or what ended the program.
        """
        came = self._next_line(what)
        if not self._way.understands(line.encode(), came.strip()):
            raise Mismatch(
                gettext("Your program sent something other than {what}.", what=what),
                expected=line.encode(),
                received=came,
                diagnosis=self._of_line(line, came),
            )

    def expect_any_line(self, what: str) -> None:
        """Demand a datagram, whatever is in it. Raises NothingCame or what ended the program."""
        self._next_line(what)

    @property
    def _waits_for_a_reply(self) -> bool:
        """Whether the program waited for a datagram when patience ended."""
        moment = self.scene.moment
        return moment is not None and any(stop.call in RECEIVES for stop in moment.stops)

    def expect_line_after_a_blank_one(self, line: str, answer: str) -> None:
        """Demand this line; a datagram for the blank one may come first, and is answered.

        An empty one has an empty answer, as it has from a server that works on its text. Raises
        Mismatch, NothingCame or what ended the program.
        """
        speech, what = self._way, gettext("the line after the blank one")
        before, came = self._last, None  # nothing since the reply to the line before
        try:
            came = self._next_line(what)
            if not speech.understands(line.encode(), came.strip()):
                self._expect_no_repeat(before, came, line, what)
                self.answer(answer if came else "")
                self.expect_line(line, what)
        except (NothingCame, ProgramEnded) as gone:
            if came == b"":
                gone.diagnosis = gettext(
                    "The datagram before had no bytes: in UDP that is no end, since nobody hangs up."
                )
            elif isinstance(gone, NothingCame) and came is None and self._waits_for_a_reply:
                gone.diagnosis = gettext(
                    "It sent nothing for the blank line, and waits for a reply to it. No reply comes to what was not sent: where nothing is sent, nothing is received."
                )
            else:
                gone.diagnosis = gettext(
                    "A line without anything in it came before: it is a line, and not the end of the input."
                )
            raise

    def _expect_no_repeat(self, before: bytes, came: bytes, line: str, what: str) -> None:
        """Demand that what came is not the line before once more. Raises Mismatch."""
        if came == before:
            raise Mismatch(
                gettext("Your program sent something other than {what}.", what=what),
                expected=line.encode(),
                received=came,
                diagnosis=gettext(SECOND_TIME),
            )

    def expect_stripped(self, before: str, line: str, after: str, what: str) -> None:
        """Demand this line without what stands before and after it in the input.

        Raises Mismatch, NothingCame or what ended the program.
        """
        speech, came = self._way, self._next_line(what)
        outcome = came.decode("utf-8", "replace")
        kept = [before + line, line + after[:1]] if before else [line + "\n", line + "\r"]
        is_bare = speech.way == "plain" or not any(each in outcome for each in kept)
        if speech.understands(line.encode(), came) and is_bare:
            return
        raise Mismatch(
            gettext("Your program sent something other than {what}.", what=what),
            expected=line.encode(),
            received=came,
            diagnosis=texts.of_changed_text(line, outcome),
        )

    def _next_line(self, what: str) -> bytes:
        """Take the next datagram; pass over copies if the client sends each line several times."""
        came = self.receive(what)
        while self._way.copies != "none" and came == self._last:
            if self._way.copies == "answered":
                self.answer(self._said)
            came = self.receive(what)
        self._last = came
        return came

    def _of_line(self, line: str, came: bytes) -> str | None:
        outcome = came.decode("utf-8", "replace")
        if came.lower() == repr(line.encode()).lower().encode():
            return gettext(
                "It is what Python shows of bytes, with b and quotes: str() of bytes is for looking, encode() turns text into bytes."
            )
        if outcome == repr(line):
            return gettext("It is what Python shows of a text, with quotes around it.")
        if encoding := texts.encoded_otherwise(line, came.strip()):
            return gettext(
                "The line was sent in {encoding}: this course uses UTF-8.", encoding=encoding
            )
        if sum(each in outcome for each in {each.strip() for each in self._lines} if each) > 1:
            return gettext(
                "Several lines of its input came in one datagram: each line is a datagram of its own."
            )
        same = [n for n, each in enumerate(self._lines, 1) if each.strip() == outcome.strip()]
        if same and outcome.strip() and outcome.strip() != line:
            return gettext(
                "This is line {line} of its input, and not the one whose turn it is.",
                line=joined(map(str, same)),
            )
        return texts.of_changed_text(line, outcome.strip() if outcome.strip() != line else outcome)

    def expect_lines(self, lines: list[str], answer: str) -> None:
        """Demand all of these lines, one after the other, and answer each.

        Learns if each comes twice, or the last one never. Raises Mismatch, NothingCame or what
        ended the program.
        """
        for number, line in enumerate(lines, 1):
            what, first = gettext("line {line}", line=number), lines.index(line) + 1
            if first < number:
                what = gettext("line {line}, which is line {first} again", line=number, first=first)
            before = self._last
            try:
                self.expect_line(line, what)
            except Mismatch as other:
                if number > 1 and self._last == before:
                    other.diagnosis = self._of_repeated(line, answer)
                elif first < number and self._last.decode("utf-8", "replace") in lines[number:]:
                    self._examination.learn(replace(self._way, skips_repeats=True))
                    other.diagnosis = gettext(
                        "Line {line} was not sent: it is a line like any other, even if the same text came before.",
                        line=number,
                    )
                raise
            except (NothingCame, ProgramEnded):
                if number == len(lines):
                    self._examination.learn(replace(self._way, misses_the_last=True))
                raise
            self.answer_late(answer)
        if self._way.way == "any":  # only the number of datagrams tells that each line is sent
            self._server.is_quiet(TICKS_BEFORE_AN_ANSWER)
            self.expect_nothing_more()

    def _of_repeated(self, line: str, answer: str) -> str:
        """Find out whether the line before comes some times, or for ever."""
        came = self._last
        copies: Literal["at once", "answered"]
        copies = "at once" if self._server.arrived < self._said_at else "answered"
        probe = gettext("then the grader answered once more, to see what comes next:")
        with self.scene.probe(probe), suppress(NothingCame, ProgramEnded):
            for _ in range(MOST_COPIES):
                if came != self._last:
                    break
                self.answer(answer)
                came = self.receive(gettext("another datagram"))
        if self._way.understands(line.encode(), came.strip()):
            self._examination.learn(replace(self._way, copies=copies))
            return gettext(SECOND_TIME)
        return gettext(
            "This is the line before once more: the next one should come after its answer."
        )

    def expect_to_wait(self, seconds: float) -> bool:
        """Demand that the program waits so long for an answer; tell whether it waits still.

        Copies of the line are no other line: those that come after a while in no case, and those
        that come at once if that has been judged. Whoever has waited for LONG_ENOUGH may go on:
        then it is we who are late. Raises SpokeTooSoon.
        """
        rule = "sends_every_line"
        is_judged = self._examination.passed(rule) or self._examination.lost(rule)
        asked = self._server.arrived
        while (rest := asked + seconds - self._server.now()) > 0:
            if self._server.is_quiet(max(1, round(rest / TICK))):
                break
            early = self._server.take()
            waited = self._server.arrived - asked
            if early == self._last and (waited > AT_ONCE or is_judged):
                self.copies += 1
                continue
            if waited < LONG_ENOUGH:
                raise self._too_soon(early, waited)
            return False
        return True

    def _too_soon(self, early: bytes | None, waited: float) -> SpokeTooSoon:
        gave_up = gettext(
            "It waited for {waited:.1f} s and went on without it: a reply may take most of a second, and is waited for.",
            waited=waited,
        )
        return SpokeTooSoon(
            gettext("Your program sent the next line before the answer to the last one had come."),
            expected=gettext("(nothing yet)"),
            received=early,
            diagnosis=gave_up
            if waited > AT_ONCE
            else gettext("One question, one answer: receive before the next line is sent."),
        )

    def answer_each_copy(self, text: str) -> None:
        """Answer the last line as a server does that does not know it: as often as it has come."""
        self._said, self._said_at = text, self._server.now()
        self.answer_each(text, 1 + self.copies)

    def expect_next_to_wait(self) -> None:
        """Demand that the line that came last waits for a reply, and takes none that was left over.

        Raises SpokeTooSoon.
        """
        if self._server.is_quiet(TICKS_BEFORE_AN_ANSWER):
            return
        early = self._server.take()
        if early == self._last:
            return
        failure = self._too_soon(early, 0)
        if self.copies:
            failure.diagnosis = gettext(
                "The line before had come {number} times, and had as many replies: one that was left over was taken for the reply to this line.",
                number=1 + self.copies,
            )
        raise failure

    def answer_late(self, text: str) -> None:
        """Answer so late that a client that does not wait has gone on or ended."""
        self._server.is_quiet(TICKS_BEFORE_AN_ANSWER)
        self.answer(text)

    def expect_quiet_end(self) -> None:
        """Demand that the program ends by itself with status 0. Raises StillRunning, WrongStatus."""
        if self._way.copies == "answered" or self._way.misses_the_last:
            with suppress(NothingCame, ProgramEnded):
                self.receive(gettext("the line again"))  # or the one that its input has more
                self.answer(self._said)
        self.scene.program_ends()
        is_raised = trace_of(self.program) is not None
        status = self.program.status
        self.expect_status(
            0,
            None
            if is_raised or status is None or status < 0
            else gettext(
                "It ended without an exception. sys.exit() gives such a status if it is called with a text or with a number other than 0."
            ),
        )

    def answer_a_blank_line(self) -> None:
        """Answer the datagram that may come for a blank line, the only one of the input."""
        with suppress(NothingCame, ProgramEnded):
            self.receive(gettext("another datagram"))
            self.answer("")

    def expect_nothing_more(self) -> None:
        """Demand that no datagram has come that is no line of the input. Raises Surplus."""
        while (data := self._server.take()) is not None:
            if data != self._last or self._way.copies == "none":
                raise Surplus(
                    gettext("Your program sent a datagram more than its input has lines."),
                    expected=gettext("(nothing more)"),
                    received=data,
                    diagnosis=gettext("The same line came twice.")
                    if data == self._last
                    else gettext("It came after the last line: only lines of the input are sent."),
                )

    def otherwise_printed(self) -> str | None:
        """Tell what else is known about an answer that was not printed, or None."""
        trace = trace_of(self.program)
        died = trace is not None and trace.exception != "EOFError"  # which says more
        if self._server.refused and not died:
            return gettext(
                "The answer found nobody: the program had ended or closed its socket before it came. Who has sent a line waits for the answer."
            )
        for line in () if self._printed else filter(None, self._lines):
            if line.upper() != line and line.upper() in self.program.stdout.text:
                return gettext(
                    "The line that was sent was printed in capitals, and not what the server has answered."
                )
            if line in self.program.stdout.text:
                return gettext(
                    "The line that was sent was printed, and not what the server has answered."
                )
        return super().otherwise_printed()
