"""The answers of a learner's server that answers datagrams in capital letters."""

import re
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace

from grader.failures.diagnosis.first_contact import of_sending_to_itself
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    ProgramEnded,
    Surplus,
    TookTooMuch,
    Unseen,
)
from grader.i18n import gettext, ngettext
from grader.peers import sockets
from grader.peers.decoys import OFTEN_CHOSEN, Decoys
from grader.peers.ports import MANY_ADDRESSES
from grader.peers.udp import Address, UdpPeer
from grader.peers.whereabouts import USUAL_HOST, of_connected, shown
from grader.subjects.base import apart
from grader.subjects.places import MOST_PORTS, ports_in
from grader.subjects.raised import Answers, of_capitals, of_pieces
from grader.subjects.speech import way_of
from grader.subjects.udp import RUN, UdpServer
from grader.subjects.words import hard_text_from
from grader.text import clipped

ONE_MORE = b"one more"  # for a server that answers a turn late
TO_END = 0.5  # seconds in which a program ends that has taken its last datagram
MANY = 20  # answers, after which one more is worth a word
SOON = 0.2  # seconds in which a server that goes on has dealt with its first datagram
TICKS_FOR_THE_REST = 3  # until what was sent together is here


class CapitalAnswers(UdpServer):
    """A learner's server that answers each text in capitals, to its sender."""

    rule = "binds"

    @property
    def _way(self) -> Answers:
        return self._examination.dialect(Answers)

    def client(self, name: str = "", host: str | None = None, port: int = 0) -> UdpPeer:
        """Make a client at this address; without one it gets an address of its own.

        It has the port that the server's answers go to, if they go to none but that. Raises
        Unseen if somebody else has it.
        """
        if self._way.aside is None:
            return super().client(name, host, port)
        try:
            return super().client(name, host, self.address[1] + self._way.aside)
        except OSError:
            raise Unseen("answers") from None

    @property
    def knows_ports(self) -> bool:
        """Whether its answers go to the port that a client has, and not to one of its own."""
        return self._way.aside is None

    def send_first(self, data: bytes) -> UdpPeer:
        """Send the first datagram of all, and give the client; learn where the server is instead.

        A server goes on that does all it should with a first datagram in which all is hard: later
        ones tell nothing of how it begins. Raises what ended the program, or NotReachable.
        """
        if not self._examination.may_go_on(RUN):
            return super().send_first(data)
        text = hard_text_from(self._examination.dice)()
        client = super().send_first(text.encode())
        if not self._is_right_from_the_first(client, text):
            self._examination.start_over()
        self._examination.let_go_on(RUN)
        return client

    def _is_right_from_the_first(self, client: UdpPeer, text: str) -> bool:
        """Tell whether the program soon answers and prints the first datagram, as it should.

        This look is no part of the check's story, and nothing is lost by it.
        """
        end = time.monotonic() + SOON
        parts = [re.compile(re.escape(text.strip())), *map(apart, map(str, client.address))]
        wanted = text.upper().encode()
        while True:
            printed = self.program.stdout.text
            has_answered = client.waiting == [(wanted, self.address)]
            if has_answered and all(part.search(printed) for part in parts):
                return True
            if self.program.ended or time.monotonic() > end:
                return False
            self.scene.turn(end, client.readable)

    @property
    def answers(self) -> bool:
        """Whether the program was seen to answer."""
        is_known = self._way.late or self._way.aside is not None
        return is_known or self._examination.passed("answers")

    @property
    def answers_again(self) -> bool:
        """Whether the program was seen to answer one datagram after another."""
        return self._examination.passed("answers_again") or self._way.later

    @property
    def answers_readably(self) -> bool:
        """Whether the answers were seen to have something of the texts in them."""
        return self.answers and self._way.way != "any"

    def demand_answers(self) -> None:
        """Raise Unseen if the program was not seen to answer."""
        if not self.answers:
            raise Unseen("answers")

    def demand_readable_answers(self) -> None:
        """Raise Unseen if the answers were seen to have nothing of the texts in them."""
        self.demand_answers()
        if not self.answers_readably:
            raise Unseen("raises_letters")

    def demand_several_answers(self) -> None:
        """Raise Unseen if the program was not seen to answer one datagram after another."""
        self.demand_answers()
        if not self.answers_again:
            raise Unseen("answers_again")

    def demand_nothing_beside(self) -> None:
        """Demand that no datagram was seen that is no answer. Raises Surplus."""
        if self._way.beside:
            raise Surplus(
                gettext("Your program sent another datagram before its answer."),
                expected=gettext("(the answer, and nothing else)"),
                received=self._way.beside,
                diagnosis=gettext(
                    "One datagram has one answer: a client takes the first one that comes."
                ),
            )

    def expect_any_answer(self, client: UdpPeer, text: str) -> None:
        """Send a text, and demand an answer, whatever it is. Raises NothingCame, or what ended it."""
        client.send(text.encode())
        try:
            client.receive(gettext("an answer"))
        except NothingCame as nothing:
            if astray := self._astray(client, text):
                nothing.message = gettext("Your program sent its answer to somebody else.")
                nothing.diagnosis, nothing.known = self._of_astray(astray, client), None
            elif told := self._of_lost_answer(client, text):
                nothing.diagnosis, nothing.known = told, None
            raise
        except TookTooMuch as failure:  # by printing each of the answers that it has sent itself
            failure.diagnosis = of_sending_to_itself(self.scene.around.source) or failure.diagnosis
            raise

    def _of_astray(self, receiver: Address, client: UdpPeer) -> str:
        offset = receiver[1] - self.address[1]
        if MANY_ADDRESSES and receiver[0] == client.address[0] and abs(offset) <= 1:
            self._examination.learn(replace(self._way, aside=offset))
        return gettext(
            "An answer went to {receiver}, and the sender was {sender}: the sender's address comes with each datagram.",
            receiver=shown(receiver),
            sender=shown(client.address),
        )

    def _of_lost_answer(self, client: UdpPeer, text: str) -> str | None:
        if self._is_a_turn_late(client):
            self._examination.learn(replace(self._way, late=True))
            return gettext(
                "Each answer came only after the next datagram: a client that asks once waits for ever."
            )
        own = of_sending_to_itself(self.scene.around.source)
        if own is None and text.upper() in self.program.stdout.text:
            return gettext("The text in capitals was printed, and no datagram with it came.")
        return own

    def _is_a_turn_late(self, client: UdpPeer) -> bool:
        """Tell whether the second datagram has brought one answer, and a third one brings one more."""
        if len(client.here) != 1:
            return False
        probe = gettext(
            "its answer came with the second datagram, and so the grader sent another one:"
        )
        with self.scene.probe(probe), suppress(Failure):
            client.send(ONE_MORE)
            self.scene.is_quiet([], TICKS_FOR_THE_REST)
        came = client.here
        return len(came) == 2 and not any(ONE_MORE.upper() in each.upper() for each in came)

    def receive(self, client: UdpPeer, what: str) -> tuple[bytes, Address]:
        """Take the next answer, and give it and its sender; where answers are late, have it come.

        Raises NothingCame, or what ended the program.
        """
        if self._way.late:
            client.send(ONE_MORE)
        while True:
            came, sender = client.receive(what)
            if not (self._way.late and came == ONE_MORE.upper()):
                return came, sender

    def expect_to_live(self, client: UdpPeer, answers: bool) -> None:
        """Wait for an answer, or give a server that `answers` nothing time to end by itself.

        Raises NothingCame, or what ended the program.
        """
        if answers:
            self.receive(client, gettext("an answer"))
            return
        end = time.monotonic() + TO_END
        while not self.program.ended and time.monotonic() < end:
            self.scene.turn(end)

    def answers_to(self, client: UdpPeer) -> list[bytes]:
        """Give what a client has received, but for answers to what was sent to have others come."""
        return [each for each in client.received if not self._way.late or each != ONE_MORE.upper()]

    def _astray(self, client: UdpPeer, text: str) -> Address | None:
        """Send the text once more, and find the address that its answer goes to instead."""
        host, port = self.address
        written = ports_in(self.scene.around.source)[:MOST_PORTS]
        ports = dict.fromkeys((port, port + 1, port - 1, *OFTEN_CHOSEN, *written))
        elsewhere = [(there, other) for there in (client.address[0], USUAL_HOST) for other in ports]
        elsewhere += [(host, port + 1), (USUAL_HOST, client.address[1])]
        probe = gettext("then the grader listened at other addresses, and sent it once more:")
        with (
            self.scene.probe(probe),
            closing(Decoys(self.scene.network, elsewhere)) as decoys,
            suppress(Failure),
        ):
            client.send(text.encode())
            self.scene.is_quiet([])
            found = decoys.datagram()
            if found and text.lower().encode() in found[1].lower():
                return found[0]
        return None

    def expect_capitals(self, client: UdpPeer, text: str) -> None:
        """Send a text, and demand it in capitals. Learns how the server answers otherwise.

        A datagram that comes beside the answer is another check's.
        """
        wanted = text.upper().encode()
        client.send(text.encode())
        came, _ = self.receive(client, gettext("the answer to {text!r}", text=clipped(text, 30)))
        if came == wanted:
            return
        self.scene.is_quiet([], TICKS_FOR_THE_REST)
        if client.here == [wanted]:
            self._examination.learn(replace(self._way, beside=came))
            return
        is_plain = text.isalpha()
        way = way_of(wanted, came) or ("any" if is_plain else "plain")
        self._examination.learn(replace(self._way, way=way))
        raise Mismatch(
            gettext("Your program did not send the text in upper case."),
            expected=wanted,
            received=came,
            diagnosis=of_pieces(client, text, came)
            or of_capitals(text, came, self.scene.around.source),
        )

    def expect_each_answered(self, client: UdpPeer, texts: Sequence[str]) -> None:
        """Ask one text after the other; learn if only the first answer is its own text's.

        Raises what `ask` does.
        """
        for text in texts:
            try:
                self.ask(client, text)
            except Mismatch:
                if len(client.received) > 1:
                    self._examination.learn(replace(self._way, later=True))
                raise
            except NothingCame as silence:
                if silence.received:  # an old answer once more
                    self._examination.learn(replace(self._way, later=True))
                raise

    def ask(self, client: UdpPeer, text: str) -> None:
        """Send a text, and take its answer. Raises what `expect_answer` does."""
        try:
            client.send(text.encode())
            self.expect_answer(client, text)
        except ProgramEnded as ended:
            ended.diagnosis = self.of_silent_end(
                ngettext(
                    "It ended by itself after {number} answer: a server goes on until it is stopped.",
                    "It ended by itself after {number} answers: a server goes on until it is stopped.",
                    sum(len(each.received) for each in self._clients),
                )
            )
            raise

    def expect_answer(self, client: UdpPeer, text: str, skip: int = 0) -> None:
        """Take the answer to a text, in the server's own way.

        Earlier answers that come again are passed over, and so are `skip` other datagrams.
        Raises Mismatch, NothingCame, or what ended the program.
        """
        wanted, speech = text.upper().encode(), self._way
        skip += bool(speech.beside)
        is_free = speech.later and any(each.received for each in self._clients)
        what, old = gettext("the answer to {text!r}", text=clipped(text, 30)), b""
        while True:
            try:
                came, _ = self.receive(client, what)
            except NothingCame as nothing:
                failure = self._no_answer(client, what, wanted, old)
                if isinstance(failure, NothingCame) and not old:
                    failure.known = nothing.known
                raise failure from None
            if is_free or speech.understands(wanted, came):
                return
            if came in client.received[:-1]:
                old = came
            elif skip:
                skip -= 1
            else:
                raise Mismatch(
                    gettext(
                        "Your program sent something else to {client} than {what}.",
                        client=client.name,
                        what=what,
                    )
                    if client.name
                    else gettext("Your program sent something other than {what}.", what=what),
                    expected=wanted,
                    received=came,
                    diagnosis=self._of_answer(client, text, came),
                )

    def _no_answer(self, client: UdpPeer, what: str, wanted: bytes, old: bytes) -> Failure:
        """Make the failure for an answer that did not come to this client."""
        if gone := self._gone_elsewhere(client, wanted):
            return gone
        return NothingCame(
            gettext("Your program did not send {what} to {client}.", what=what, client=client.name)
            if client.name
            else gettext("Your program did not send {what}.", what=what),
            expected=wanted if old else None,
            received=old or None,
            diagnosis=self._of_old_answer(client, old) or self._of_those_before(client),
        )

    def _of_those_before(self, client: UdpPeer) -> str | None:
        """Say how many datagrams or clients had been answered, if that may be the reason."""
        served = sum(bool(other.received) for other in self._clients)
        if len(client.received) > MANY:
            return gettext(
                "{number} datagrams had been answered before it: a server goes on until it is stopped.",
                number=len(client.received),
            )
        if client.received or served < 2:
            return None
        return gettext(
            "{number} other clients had been answered, and this one is new: a server serves any number of them.",
            number=served,
        )

    @staticmethod
    def _of_old_answer(client: UdpPeer, old: bytes) -> str | None:
        if old:
            return gettext("The answer to an earlier datagram came once more.")
        if client.sent[-1] in client.sent[:-1]:
            return gettext(
                "The same text had been sent and answered before: it is a datagram like any other."
            )
        return None

    def _gone_elsewhere(self, client: UdpPeer, wanted: bytes) -> Failure | None:
        """Make the failure that tells which other client received this answer, or None."""
        speech = self._way
        for other in self._clients:
            for came in other.here if other is not client else ():
                if speech.understands(wanted, came):
                    return Mismatch(
                        gettext(
                            "The answer to {client} came to {other}.",
                            client=client.name,
                            other=other.name,
                        ),
                        expected=gettext("an answer to {address}", address=shown(client.address)),
                        received=gettext("an answer to {address}", address=shown(other.address)),
                        diagnosis=of_connected(
                            sockets.held(self.scene), self.address, self._clients
                        )
                        or _of_the_same_text(client, other)
                        or gettext("Each answer goes to the sender of that datagram."),
                    )
        return None

    def _of_answer(self, client: UdpPeer, text: str, came: bytes) -> str | None:
        for other in self._clients:
            for sent in other.sent:
                if sent != text.encode() and self._way.understands(sent.upper(), came):
                    text = repr(sent.decode(errors="replace")[:30])
                    if other is not client:
                        return gettext(
                            "This is the answer to {text}, which {client} had sent: an answer goes to the sender of that datagram, and to nobody else.",
                            text=text,
                            client=other.name,
                        )
                    return gettext(
                        "This is the answer to {text}, which had been sent before.", text=text
                    )
        self.scene.is_quiet([], TICKS_FOR_THE_REST)
        return (
            of_pieces(client, text, came)
            or self._of_longer_one(text.upper().encode(), came)
            or of_capitals(text, came, self.scene.around.source)
        )

    def _of_longer_one(self, wanted: bytes, came: bytes) -> str | None:
        """Tell whether an earlier, longer datagram stands behind the answer to a shorter one."""
        others = (sent.upper() for client in self._clients for sent in client.sent)
        if came not in (wanted + other[len(wanted) :] for other in others):
            return None
        return gettext(
            "After the answer came the end of an earlier, longer datagram. A buffer that is filled again keeps the old bytes after the new ones: recvfrom_into() returns how many bytes are new."
        )


def _of_the_same_text(client: UdpPeer, other: UdpPeer) -> str | None:
    """Say that another client, who got the answer of this one, had sent the same text before."""
    if client.sent[-1] not in other.sent:
        return None
    return gettext(
        "The same text had come from {other} before: each answer goes to the sender of that datagram, whoever else has sent its text.",
        other=other.name,
    )
