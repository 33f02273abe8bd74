"""A learner's server that answers datagrams in capital letters."""

import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from grader.failures.diagnosis import texts
from grader.failures.diagnosis.first_contact import of_sending_to_itself
from grader.failures.diagnosis.prints import written_by_itself
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    NotPrinted,
    NotReachable,
    ProgramEnded,
    Surplus,
    Unseen,
)
from grader.peers import sockets
from grader.peers.decoys import OFTEN_CHOSEN, Decoys
from grader.peers.ports import MANY_ADDRESSES
from grader.peers.udp import Address, UdpPeer, of_connected, shown
from grader.subjects.base import apart
from grader.subjects.places import port_after
from grader.subjects.speech import Speech, way_of
from grader.subjects.udp import UdpServer
from grader.text import clipped, counted, end_of

ONE_MORE = b"one more"  # for a server that answers a turn late
TO_END = 0.5  # seconds in which a program ends that has taken its last datagram
MANY = 20  # answers, after which one more is worth a word
TICKS_FOR_THE_REST = 3  # until what was sent together is here


@dataclass(frozen=True)
class Answers(Speech):
    """How a server answers."""

    beside: bytes = b""  # a datagram that came before an answer, and was none
    later: bool = False  # from the second datagram on an answer may be whatever comes
    aside: int | None = None  # they go to this many ports after the server's own
    late: bool = False  # an answer comes only when the next datagram has come

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        ways = {
            self.in_words("an answer"): True,
            "another datagram may come before an answer": self.beside,
            "the second answer, and each one after it, may be whatever comes": self.later,
            "it is sent one datagram more, since its answers come a turn late": self.late,
            f"its answers go to port {port_after(self.aside)}, and the client has that one": self.aside
            is not None,
        }
        return "; ".join(way for way, is_so in ways.items() if way and is_so)


class CapitalsServer(UdpServer):
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
                "Your program sent another datagram before its answer.",
                expected="(the answer, and nothing else)",
                received=self._way.beside,
                diagnosis="One datagram has one answer: a client takes the first one that comes.",
            )

    def expect_any_answer(self, client: UdpPeer, text: str) -> None:
        """Send a text, and demand an answer, whatever it is. Raises NothingCame, or what ended it."""
        client.send(text.encode())
        try:
            client.receive("an answer")
        except NothingCame as nothing:
            nothing.diagnosis = self._of_lost_answer(client, text)
            raise

    def _of_lost_answer(self, client: UdpPeer, text: str) -> str | None:
        if astray := self._astray(client, text):
            offset = astray[1] - self.address[1]
            if MANY_ADDRESSES and astray[0] == client.address[0] and abs(offset) <= 1:
                self._examination.learn(replace(self._way, aside=offset))
            return f"An answer went to {shown(astray)}, and the sender was {shown(client.address)}: the sender's address comes with each datagram."
        if self._is_a_turn_late(client):
            self._examination.learn(replace(self._way, late=True))
            return "Each answer came only after the next datagram: a client that asks once waits for ever."
        if own := of_sending_to_itself(self.scene.around.source):
            return own
        if text.upper() in self.program.stdout.text:
            return "The text in capitals was printed, and no datagram with it came."
        return None

    def _is_a_turn_late(self, client: UdpPeer) -> bool:
        """Tell whether the second datagram has brought one answer, and a third one brings one more."""
        if len(client.here) != 1:
            return False
        probe = "its answer came with the second datagram, and so the grader sent another one:"
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
            self.receive(client, "an answer")
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
        ports = (port, port + 1, port - 1, *OFTEN_CHOSEN)
        elsewhere = [*((client.address[0], other) for other in ports), (host, port + 1)]
        probe = "then the grader listened at other addresses, and sent it once more:"
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
        came, _ = self.receive(client, f"the answer to {clipped(text, 30)!r}")
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
            "Your program did not send the text in upper case.",
            expected=wanted,
            received=came,
            diagnosis=_of_pieces(client, text, came)
            or _of_capitals(text, came, self.scene.around.source),
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
            number = counted(sum(len(each.received) for each in self._clients), "answer")
            ended.diagnosis = self.of_silent_end(
                f"It ended by itself after {number}: a server goes on until it is stopped."
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
        what, old = f"the answer to {clipped(text, 30)!r}", b""
        while True:
            try:
                came, _ = self.receive(client, what)
            except NothingCame:
                raise self._no_answer(client, what, wanted, old) from None
            if is_free or speech.understands(wanted, came):
                return
            if came in client.received[:-1]:
                old = came
            elif skip:
                skip -= 1
            else:
                to = f" to {client.name}" if client.name else ""
                raise Mismatch(
                    f"Your program sent something else{to} than {what}.",
                    expected=wanted,
                    received=came,
                    diagnosis=self._of_answer(client, text, came),
                )

    def _no_answer(self, client: UdpPeer, what: str, wanted: bytes, old: bytes) -> Failure:
        """Make the failure for an answer that did not come to this client."""
        if gone := self._gone_elsewhere(client, wanted):
            return gone
        to = f" to {client.name}" if client.name else ""
        return NothingCame(
            f"Your program did not send {what}{to}.",
            expected=wanted if old else None,
            received=old or None,
            diagnosis=self._of_old_answer(client, old) or self._of_those_before(client),
        )

    def _of_those_before(self, client: UdpPeer) -> str | None:
        """Say how many datagrams or clients had been answered, if that may be the reason."""
        served = sum(bool(other.received) for other in self._clients)
        if len(client.received) > MANY:
            return f"{len(client.received)} datagrams had been answered before it: a server goes on until it is stopped."
        if client.received or served < 2:
            return None
        return f"{served} other clients had been answered, and this one is new: a server serves any number of them."

    @staticmethod
    def _of_old_answer(client: UdpPeer, old: bytes) -> str | None:
        if old:
            return "The answer to an earlier datagram came once more."
        if client.sent[-1] in client.sent[:-1]:
            return (
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
                        f"The answer to {client.name} came to {other.name}.",
                        expected=f"an answer to {shown(client.address)}",
                        received=f"an answer to {shown(other.address)}",
                        diagnosis=of_connected(
                            sockets.held(self.scene), self.address, self._clients
                        )
                        or "Each answer goes to the sender of that datagram.",
                    )
        return None

    def _of_answer(self, client: UdpPeer, text: str, came: bytes) -> str | None:
        speech = self._way
        for other in self._clients:
            for sent in other.sent:
                if sent != text.encode() and speech.understands(sent.upper(), came):
                    text = repr(sent.decode(errors="replace")[:30])
                    if other is not client:
                        return f"This is the answer to {text}, which {other.name} had sent: an answer goes to the sender of that datagram, and to nobody else."
                    return f"This is the answer to {text}, which had been sent before."
        self.scene.is_quiet([], TICKS_FOR_THE_REST)
        return (
            _of_pieces(client, text, came)
            or self._of_longer_one(text.upper().encode(), came)
            or _of_capitals(text, came, self.scene.around.source)
        )

    def _of_longer_one(self, wanted: bytes, came: bytes) -> str | None:
        """Tell whether an earlier, longer datagram stands behind the answer to a shorter one."""
        longer = (sent.upper() for client in self._clients for sent in client.sent)
        if not came.startswith(wanted) or came not in (
            wanted + one[len(wanted) :] for one in longer
        ):
            return None
        return "After the answer came the end of an earlier, longer datagram. A buffer that is filled again keeps the old bytes after the new ones: recvfrom_into() returns how many bytes are new."

    def expect_to_go_on_after_nothing(self, client: UdpPeer, text: str) -> None:
        """Send an empty datagram and then a text, and demand the answer to that.

        An answer to the empty one is fine, whatever is in it. Raises what `ask` does.
        """
        client.send(b"")
        try:
            client.send(text.encode())
            self.expect_answer(client, text, skip=1)
        except (NothingCame, NotReachable, ProgramEnded) as gone:
            gone.diagnosis = (
                "The datagram before had no bytes: in UDP that is no end, since nobody hangs up."
            )
            raise

    def expect_sender_printed(self, client: UdpPeer, times: int = 1) -> None:
        """Demand that the client's host and port are printed so often. Raises Mismatch or NotPrinted."""
        host, port = client.address
        try:
            self.expect_printed_apart(host)
            self.expect_printed_apart(str(port))
        except NotPrinted as missing:
            found = self._of_sender(client.address)
            if found is None:
                raise
            raise Mismatch(
                "Your program did not print the sender's host and port.",
                expected=f"{host} and {port}",
                received=missing.received,
                diagnosis=found,
            ) from None
        parts = [apart(str(part)) for part in client.address]

        def count() -> int:
            return min(len(part.findall(self.program.stdout.text)) for part in parts)

        if not self._comes(lambda printed: count() >= times):
            raise Mismatch(
                f"Your program did not print the sender's host and port for each of {times} datagrams.",
                expected=f"{host} and {port}, {times} times",
                received=end_of(self.program.stdout.text, 200),
                diagnosis="All of them had the same sender: print it with each datagram.",
            )

    def _of_sender(self, sender: Address) -> str | None:
        outputs = self.program.stdout.text, self.program.stderr.text
        host, port = (_stands_in(str(part), outputs[0]) for part in sender)
        on_stderr = written_by_itself(outputs[1])
        if all(_stands_in(str(part), on_stderr) for part in sender):
            return "They were printed to standard error: print it to standard output."
        if "{}{}".format(*sender) in outputs[0]:
            return "Host and port were printed without anything between them: nobody can tell them apart."
        if host and not port:
            return f"The sender's host was printed, {sender[0]}, but not its port, {sender[1]}."
        if port and not host:
            return f"The sender's port was printed, {sender[1]}, but not its host, {sender[0]}."
        if all(_stands_in(str(part), outputs[0]) for part in self.address):
            return f"What was printed, {shown(self.address)}, is the server's own address."
        return "Neither of the two was printed." if outputs[0].strip() else None


def _stands_in(part: str, printed: str) -> bool:
    """Tell whether a number or an address is printed, and not only as part of a longer one."""
    return bool(apart(part).search(printed))


def _of_pieces(client: UdpPeer, text: str, came: bytes) -> str | None:
    """Tell whether the answer came in several datagrams, of which all are here."""
    pieces = [came, *client.here]
    if len(pieces) == 1 or b"".join(pieces).lower() != text.lower().encode():
        return None
    return f"The answer came in pieces, in {len(pieces)} datagrams: it should be a single one."


def _of_capitals(text: str, came: bytes, source: str) -> str | None:
    """Tell what became of a text whose capitals were asked for, or None; `source` is the program's."""
    wanted = text.upper()
    if came.lower() == repr(text.encode()).lower().encode():
        return "It is what Python shows of bytes, with b and quotes: str() of bytes is for looking, decode() turns them into text."
    if encoding := texts.encoded_otherwise(wanted, came):
        return f"The answer was encoded as {encoding}: this course uses UTF-8."
    answer = came.decode("utf-8", "replace")
    if answer == text != wanted:
        returns = " upper() returns a new text, and leaves the old one as it was."
        return "The text came back as it was sent." + returns * (".upper()" in source)
    for read in texts.ENCODINGS:
        if came in _raised_as(text, read):
            return f"The bytes were read as {read} before they were raised: this course uses UTF-8."
    for form, name in (
        (text.capitalize(), "Only the first letter is a capital, and all others are small."),
        (text.title(), "Only the first letter of each word is a capital."),
        (text.swapcase(), "Small letters became capitals, and capitals became small letters."),
        (text.lower(), "The letters came back small."),
    ):
        if answer == form:
            return f"{name} All letters should be capitals."
    if answer.upper() == wanted and len(answer) == len(wanted):
        small = sorted(
            {letter for letter, is_due in zip(answer, wanted, strict=True) if letter != is_due}
        )
        return f"Not all of the letters were raised: {' '.join(small)}"
    return texts.of_changed_text(wanted, answer)


def _raised_as(text: str, encoding: str) -> set[bytes]:
    """Give what servers send that take the bytes of a text for another encoding."""
    found = set()
    with suppress(UnicodeError):
        raised = text.encode().decode(encoding).upper()
        found.add(raised.encode())
        found.add(raised.encode(encoding))
    return found - {text.upper().encode()}
