"""A learner's client that has numbers added by a server, over UDP."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.failures.diagnosis.sums import of_sum_request
from grader.failures.errors import Mismatch, NothingCame, ProgramEnded, Surplus
from grader.peers.ports import MANY_ADDRESSES
from grader.peers.udp import Address, Stranger
from grader.subjects.base import Examination
from grader.subjects.udp import UdpClient

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
LATE = 0.3  # seconds after its answer; a program that asks again later than that does not listen
MOST_SENDINGS = 8  # of one request, before we believe that it never gives up


@dataclass(frozen=True)
class Sending:
    """One datagram of a learner's client; `arrived` is in seconds of the server's clock."""

    data: bytes
    name: bytes
    number: int
    arrived: float
    sender: Address

    def reply(self, total: int) -> bytes:
        """Make the datagram that answers this request with the total."""
        return b"%s %d" % (self.name, total)


class SumClient(UdpClient):
    """A learner's client that has numbers added, and the server that it talks to."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._strangers: list[Stranger] = []
        self._answered: bytes | None = None  # the last request of this run that was answered
        self._answered_at = 0.0  # by the server's clock

    def start(self, text: str) -> None:
        """Start the client with this standard input, and forget the answers to an earlier run."""
        super().start(text)
        self._answered = None

    def request(self, number: int, what: str = "a request") -> Sending:
        """Take the next datagram, which has to be a request to add this number.

        Raises Mismatch, NothingCame or what ended the program.
        """
        sending = self.sending(what)
        if sending.number != number:
            raise Mismatch(
                f"Your program sent something else than {what} for {number}.",
                expected=f"ID ADD {number}",
                received=sending.data,
            )
        return sending

    def sending(self, what: str = "a request") -> Sending:
        """Take the next datagram, which has to be a request, for whatever number.

        The answered one may come again before it, since its answer may have been late on a
        loaded machine.
        Raises Mismatch, NothingCame or what ended the program.
        """
        while (data := self.receive(what)) == self._answered:
            pass
        match = REQUEST.fullmatch(data)
        if not match:
            raise Mismatch(
                f"Your program sent something else than {what}.",
                expected="ID ADD N, single spaces between them",
                received=data,
                diagnosis=of_sum_request(data),
            )
        return Sending(data, match[1], int(match[2]), self._server.arrived, self._server.sender)

    def answer_with(self, sending: Sending, total: int) -> None:
        """Answer a request with this total."""
        self._answered, self._answered_at = sending.data, self._server.now()
        self.reply(sending.reply(total))

    def reply(self, data: bytes) -> None:
        """Send these bytes to where the last datagram came from."""
        self._server.answer(data)

    def again(self, first: Sending) -> Sending:
        """Take the next datagram, which has to be `first` once more, from the same socket.

        Raises Mismatch, NothingCame or what ended the program.
        """
        second = self.sending("the request again")
        if second.data != first.data:
            raise Mismatch(
                "Your program sent something else than the same datagram again.",
                expected=first.data,
                received=second.data,
                diagnosis="With a new ID the server takes it for a new request, and adds the number twice.",
            )
        self.expect_same_socket(first, second)
        return second

    def let_pass(self, seconds: float) -> None:
        """Wait so many seconds, or until a datagram comes or something happens to the program."""
        self._server.pause(seconds)

    def expect_no_more_of_it(self) -> None:
        """Demand that the answered request does not come again until the program ends.

        A datagram that arrives within LATE seconds of the answer does not count: it may have
        left before the answer was read. Raises Surplus.
        """
        self.scene.program_ends()
        while (data := self._server.take()) is not None:
            if data == self._answered and self._server.arrived > self._answered_at + LATE:
                raise Surplus(
                    "Your program sent the request again although it had been answered.",
                    expected=b"",
                    received=data,
                )

    def sendings_until_another(self, first: Sending) -> tuple[list[Sending], Sending | None]:
        """Take all sendings of the request of `first`; give them, and the next request or None."""
        sendings = [first]
        while len(sendings) < MOST_SENDINGS:
            try:
                sending = self.sending()
            except (NothingCame, ProgramEnded):
                return sendings, None
            if sending.data != first.data:
                return sendings, sending
            sendings.append(sending)
        return sendings, None

    def expect_same_socket(self, first: Sending, *others: Sending) -> None:
        """Demand that all of these sendings came from one address and port. Raises Mismatch."""
        for other in others:
            if other.sender != first.sender:
                raise Mismatch(
                    "Your program sent the same datagram again, but from another socket.",
                    expected=f"from port {first.sender[1]}, as the first time",
                    received=f"from port {other.sender[1]}",
                    diagnosis="The server knows a client by its address and port: from another one it is a new request.",
                )

    def other_addresses(self) -> Iterator[Address]:
        """Yield another port of the server's host, and its port on another host if there is one."""
        host, port = self._address
        yield host, 0
        if MANY_ADDRESSES:
            yield self._examination.ports.host(), port

    def stranger(self, host: str, port: int) -> Stranger:
        """Make a stranger, who sends from this address."""
        stranger = Stranger(self.scene, host, port)
        self._strangers.append(stranger)
        return stranger

    def close(self) -> None:
        """Give all sockets back."""
        super().close()
        for stranger in self._strangers:
            stranger.close()
