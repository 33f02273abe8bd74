"""Learners' TCP programs, as scripts that are given HOST and PORT."""

import re
import time
from contextlib import suppress
from dataclasses import dataclass, replace

from grader.failures.ended import ended_early, of_quiet_end, trace_of
from grader.failures.errors import (
    ConnectionEnded,
    Mismatch,
    NothingCame,
    NotPrinted,
    ProgramEnded,
    SpokeTooSoon,
    StillRunning,
    Surplus,
    Unseen,
)
from grader.failures.tracebacks import TRACEBACK
from grader.i18n import gettext, gettext_noop
from grader.jail.policy import Policy
from grader.peers import sockets
from grader.peers.scene import READ_THE_REST, TICK
from grader.peers.tcp.connect import TcpListener, connect
from grader.peers.tcp.peer import TcpPeer
from grader.peers.tcp.probes import (
    LEFT_OPEN,
    MORE,
    NEVER_LOOKS,
    SENDS_ON,
    USUAL,
    KeptSilent,
    Wakes,
    is_served_as_well,
)
from grader.subjects.base import Examination
from grader.subjects.places import Addressed
from grader.subjects.words import as_shown
from grader.text import clipped

NO_INPUT = b"\n"  # what a program that reads nothing gets: an empty line, and then the end
READ_ALL = gettext_noop(
    "It has read the whole answer and still runs; from there on recv() returns b'' at once, each time."
)
UNREAD = gettext_noop("It closed the connection before it had read the whole answer.")
SHUT = gettext_noop(
    "Its shutdown() with SHUT_RDWR ends both directions: bytes that come later are not received."
)
BOTH_WAYS = re.compile(r"SHUT_RDWR|\bshutdown\(\s*2\s*\)")
MOMENT = 25  # ticks
SHORT_MOMENT = 12  # ticks
A_GOOD_SECOND = 100  # ticks
LAST_WORDS = 0.3  # seconds in which a program ends that has closed its connection
HI, HELLO = b"hi", b"hello!"
MOST_SAID = 4096  # bytes of a greeting, or of wrong words, that are taken before our turn
MOST_UNREAD = 1 << 16  # bytes; no program of this unit has more than 1024 to say
# What stands behind the client's text for a server that waits for it.
FOLLOWED_BY: dict[Wakes, str] = {
    "another byte": gettext_noop("the client's text is followed by another byte"),
    "a line end": gettext_noop("the client's text is followed by a line end"),
    "hello!": gettext_noop("the client's text is followed by hello!"),
    "the end": gettext_noop("the client's text is followed by the end"),
    "a greeting": gettext_noop("the client's text is followed by a greeting"),
}


class Talker(TcpPeer):
    """The other side of a program that has a few words to say."""

    most_unread = MOST_UNREAD


@dataclass(frozen=True)
class ServersWay:
    """How a server breaks the rules of the talk, and can be understood all the same."""

    greets: bool = False  # it speaks first, and then it answers
    waits_for: Wakes | None = None  # what it wants beyond the client's text
    answers: bool = True
    closes: bool = True  # the connection, by itself

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        ways = {
            gettext("it speaks first, and the client reads that"): self.greets,
            gettext(FOLLOWED_BY[self.waits_for]) if self.waits_for else "": self.waits_for,
            gettext("it does not answer"): not self.answers,
            gettext("the client closes first"): not self.closes,
        }
        return "; ".join(way for way, is_so in ways.items() if is_so)


@dataclass(frozen=True)
class ClientsWay:
    """How a client breaks the rules of the talk, and can be understood all the same."""

    is_spoken_to: bool = False  # it waits for the server to speak first

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        return gettext("the server speaks first") if self.is_spoken_to else ""


class TcpServer(Addressed):
    """A learner's TCP server; `connect` starts it and gives a client."""

    says, rule = HI.decode(), "listens"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._address = ("", 0)
        self._goes_on = False  # it still sends when the client has closed its side
        self._has_answered = False  # a client of this check
        self._said = self._answered_rightly = ""  # by the last client; by one that was told hi

    @property
    def _way(self) -> ServersWay:
        return self._examination.dialect(ServersWay)

    def connect(self) -> TcpPeer:
        """Start the server, and connect as soon as it listens.

        Raises NotReachable, what ended the program, or Unseen if it was found nowhere before.
        """
        told = self.reserve()
        self._address = self.place.of(told)
        policy = Policy(bind=(self._address[1], 0))
        self._examination.start(told, stdin=NO_INPUT, policy=policy)
        with self.finding(told):
            client = connect(self.scene, self._address, Talker)
        if self._way.greets:
            client.hear(1, ticks=SHORT_MOMENT)
            client.receive_word(MOST_SAID, ticks=SHORT_MOMENT)
        return client

    def tell(self, client: TcpPeer, message: str) -> None:
        """Have the client say this, and what the program wants after it."""
        data, self._said = message.encode(), message
        wanted = self._way.waits_for
        client.send(data + b"\n" if wanted == "a line end" else data)
        if wanted in ("another byte", "hello!"):
            client.wait_until_taken()
            client.send(USUAL if wanted == "hello!" else MORE)
        elif wanted == "the end":
            client.half_close()

    def talk(self, message: str) -> None:
        """Start the server, and have a client talk with it as far as the server lets it."""
        with self.connect() as client:
            self.tell(client, message)
            self._see_off(client)

    def expect_message_printed(self, message: str) -> None:
        """Demand that what the client said is printed, as it is or as Python shows it. Raises NotPrinted."""
        self.expect_printed(message, *as_shown(message))

    def _see_off(self, client: TcpPeer) -> None:
        """Hear the program out, and then close: some programs wait for that before they go on."""
        if self._way.closes:
            with suppress(Surplus):  # how much it sends is another check's concern
                client.read_to_the_end()
        else:
            client.wait_for_end(ticks=MOMENT)
        client.half_close()
        self._goes_on = client.wait_for_end(ticks=SHORT_MOMENT) > SENDS_ON

    def expect_silence(self, client: TcpPeer, message: str) -> None:
        """Demand that the program waits for the client to speak. Raises SpokeTooSoon."""
        try:
            client.expect_silence(ticks=MOMENT)
        except SpokeTooSoon:
            client.send(message.encode())
            if client.hear(len(HI), ticks=SHORT_MOMENT):
                self._learn(replace(self._way, greets=True))
            raise

    def expect_long_silence(self, client: TcpPeer, seconds: float, since: float) -> None:
        """Demand that the program waits for a client that says nothing until `seconds` after `since`.

        It may end meanwhile. Raises SpokeTooSoon.
        """
        self.scene.transcript.step(
            gettext("the client said nothing for {seconds} seconds", seconds=seconds)
        )
        try:
            client.expect_silence(ticks=max(1, round((since + seconds - time.monotonic()) / TICK)))
        except SpokeTooSoon as failure:
            failure.diagnosis = gettext(
                "It waited at first, and did not wait for {seconds} seconds: however long the client takes, there is nothing to answer before it has spoken.",
                seconds=seconds,
            )
            raise

    def expect_to_stay(self, client: TcpPeer, ticks: int = MOMENT) -> None:
        """Demand that the program has not ended after so many ticks, while a client is connected.

        With the connection it may end. Raises ProgramEnded.
        """
        client.wait_for_end(ticks)
        if not self.program.ended:
            return
        client.wait_for_end(ticks=1)  # what came before the end of the program
        if client.end is None:
            ended = ended_early(self.program, gettext("before the client had spoken"))
            if isinstance(ended, ProgramEnded):
                ended.diagnosis = ended.diagnosis or gettext(
                    "The connection is still open: another process goes on with it, which the program has started and not waited for."
                )
            raise ended

    def expect_an_answer(self, client: TcpPeer) -> None:
        """Demand that the program answers, whatever it says. Raises NothingCame or ConnectionEnded.

        One that has answered an earlier client is understood without more.
        """
        try:
            client.expect_something(likely=HI)
        except KeptSilent as failure:
            self._learn(replace(self._way, waits_for=failure.woken.by))
            raise
        except (NothingCame, ConnectionEnded) as failure:
            if not client.has_spoken:
                self._learn(replace(self._way, answers=False))
                failure.diagnosis = failure.diagnosis or self._why_no_answer()
            raise
        self._has_answered = True

    def _why_no_answer(self) -> str | None:
        """Say what is known of a program that has not answered, unless an exception says more."""
        self.program.drain()
        if TRACEBACK in self.program.stderr.text:
            return None
        if re.search(r"\bhi\b", self.program.stdout.text):
            return gettext(
                "It printed hi, and sent nothing: print() shows a text on your screen, and send() sends it to the client."
            )
        if self.program.wait_for_end(time.monotonic() + LAST_WORDS) and self.program.status == 0:
            quiet = of_quiet_end(self.program, self.scene.around.source)
            return " ".join(filter(None, [quiet, gettext("Nothing was sent on the way there.")]))
        return None

    def expect_hi(self, client: TcpPeer) -> None:
        """Demand the right answer, and nothing more. Raises a Failure, or Unseen without an answer."""
        if not self._way.answers:
            raise Unseen("answers")
        try:
            client.expect(HI)
        except Mismatch as other:
            other.diagnosis = other.diagnosis or self._of_another_answer()
            raise
        client.expect_nothing_more(after=HI, ticks=A_GOOD_SECOND)
        self._answered_rightly = self._said

    def _of_another_answer(self) -> str | None:
        if not self._answered_rightly:
            return None
        return gettext(
            "To {message} it answered hi: the answer is the same, whatever the client says.",
            message=repr(clipped(self._answered_rightly, 30)),
        )

    def expect_hang_up(self, client: TcpPeer) -> None:
        """Demand that the program closes the connection itself, and does not reset it.

        Raises NothingCame or ConnectionEnded.
        """
        client.hear(len(HI), ticks=SHORT_MOMENT)
        had_read_all = client.was_read_to_the_end
        try:
            client.expect_end()
        except NothingCame as failure:
            self._learn(replace(self._way, closes=False))
            failure.diagnosis = self._why_it_stays(client)
            raise
        except ConnectionEnded as failure:
            if had_read_all:
                told = [
                    gettext("All that the client had said had been read before."),
                    client.lingers,
                ]
                failure.diagnosis = " ".join(filter(None, told))
            raise
        if not client.has_spoken:
            self._expect_no_crash()

    def _expect_no_crash(self) -> None:
        """Demand that no exception has ended a program that has not answered.

        The system closes the connections of a program that ends. On a busy machine, or where
        something is tidied up, the end comes well after that. Raises ConnectionEnded.
        """
        self.scene.wait(lambda: self.program.ended, "end", silence_is_right=True)
        if self.program.ended:
            self.program.wait_for_end(time.monotonic() + READ_THE_REST)
        if self.program.status and trace_of(self.program) is not None:
            raise ConnectionEnded(
                gettext(
                    "An exception ended your program before it could close the connection after an answer."
                )
            )

    def _why_it_stays(self, client: TcpPeer) -> str:
        held = sockets.held(self.scene)
        told = client.what_ends_it()
        is_open = any(each.remote and each.local == self._address for each in held)
        is_left = told == gettext(LEFT_OPEN)
        if is_left and is_open and not any(each.listens for each in held):
            closed = gettext("The socket that listened is closed, and the client's is another one.")
            return f"{told} {closed}"
        return told

    def expect_the_end(self) -> None:
        """Demand that the program ends with status 0. Raises StillRunning or WrongStatus."""
        try:
            self.expect_status(0, gettext(NEVER_LOOKS) if self._goes_on else None)
        except StillRunning as failure:
            failure.diagnosis = self._why_it_runs() or failure.diagnosis
            raise

    def _why_it_runs(self) -> str | None:
        if self._goes_on:
            return gettext(NEVER_LOOKS)
        if is_served_as_well(self.scene, self._address):
            return gettext(
                "It serves the next client as well: it goes back to accept(), and this server is for one client."
            )
        return None

    def _learn(self, way: ServersWay) -> None:
        if not self._has_answered:
            self._examination.learn(way)


class TcpClient(Addressed):
    """A learner's TCP client; `accept` starts it and gives the server's side."""

    says, rule, does = HELLO.decode(), "connects", "calls"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._server: TcpPeer | None = None  # whose answer is to be printed
        self._has_read_all = False  # and whether it was seen to have read all of that,
        self._left_unread = False  # or to have closed its side by itself before it had

    def accept(self) -> TcpPeer:
        """Start the client, and take its connection.

        Raises NotReachable, what ended the program, or Unseen if it called nobody before.
        """
        told = self.reserve()
        address = self.place.of(told)
        policy = Policy(connect=(address[1],), bind=(0,))

        def start() -> None:
            self._examination.start(told, stdin=NO_INPUT, policy=policy)

        with (
            self.finding_its_calls(told, start),
            TcpListener(self.scene.network, address, Talker) as listener,
        ):
            start()
            return listener.accept(self.scene)

    def expect_hello(self, server: TcpPeer) -> None:
        """Demand the client's words, and no more of them. Raises a Failure."""
        try:
            server.expect(HELLO)
        except KeptSilent:
            self._examination.learn(ClientsWay(is_spoken_to=True))
            raise
        server.expect_nothing_more(after=HELLO, ticks=SHORT_MOMENT)

    def talk(self, server: TcpPeer, answer: str) -> bytes:
        """Hear what the client says, whatever it is, and answer it; give what it said."""
        if self._examination.dialect(ClientsWay).is_spoken_to:
            server.send(answer.encode())
            heard = self._hear(server)
        else:
            heard = self._hear(server)
            server.send(answer.encode())
        server.half_close()
        return heard

    def _hear(self, server: TcpPeer) -> bytes:
        if self._examination.passed("sends_hello"):
            return server.hear_whole(len(HELLO))
        return server.hear(MOST_SAID, ticks=MOMENT)  # nobody knows how much it is

    def expect_nothing_more(self, server: TcpPeer, heard: bytes) -> None:
        """Demand that nothing follows what was heard, if anything was. Raises Surplus."""
        if heard:
            server.expect_no_more_bytes(after=heard)

    def expect_answer_printed(self, server: TcpPeer, answer: str) -> None:
        """Demand that the answer is printed, all of it. Raises NotPrinted."""
        self._server = server
        try:
            self.expect_printed(answer, *as_shown(answer))
        except NotPrinted as failure:
            if self._left_unread and "SO_LINGER" not in self.scene.around.source:
                unread = SHUT if BOTH_WAYS.search(self.scene.around.source) else UNREAD
                failure.diagnosis = " ".join(filter(None, [failure.diagnosis, gettext(unread)]))
            elif self._is_busy and self._has_read_all:
                failure.diagnosis = " ".join(filter(None, [failure.diagnosis, gettext(READ_ALL)]))
            raise

    def _look_before_the_stop(self) -> None:
        if self._server is not None:
            self._has_read_all = self._server.was_read_to_the_end
            self._left_unread = not self.program.too_much and self._server.was_left_unread

    @property
    def _is_busy(self) -> bool:
        """Whether the program was working, and did not wait, when patience ended."""
        moment = self.scene.moment
        return moment is not None and any(stop.is_busy for stop in moment.stops)

    def expect_the_end(self, server: TcpPeer) -> None:
        """Demand that the client ends with status 0. Raises StillRunning or WrongStatus."""
        try:
            self.expect_status(0)
        except StillRunning as failure:
            if server.was_read_to_the_end:
                failure.diagnosis = gettext(READ_ALL)
            raise
