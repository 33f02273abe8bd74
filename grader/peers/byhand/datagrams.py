"""Datagram sockets of peers that are played by hand."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from typing import Any, cast

from grader.i18n import gettext, gettext_noop
from grader.peers.byhand.hand import LOOPBACK, Hand
from grader.peers.byhand.streams import bound
from grader.peers.transcript import Party

Address = tuple[str, int]
BETWEEN_TRIES = 0.2  # seconds, while nobody listens
# Seconds after which nobody has refused a datagram: on loopback that is told at once.
TO_BE_REFUSED = 0.1


class _Socket(asyncio.DatagramProtocol):
    """What both sides have: each datagram that comes has a number, by which it may be lost."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self._came = 0
        self.transport: asyncio.DatagramTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def is_lost(self, party: Party) -> bool:
        """Count one more datagram, which is in the transcript, and tell whether it gets lost."""
        self._came += 1
        if self._came not in self.hand.faults.drop:
            return False
        self.hand.transcript.lost(party, "program")
        self.hand.transcript.step(
            gettext("datagram {number} that came is lost, on purpose", number=self._came)
        )
        return True


def readable(data: bytes) -> str:
    """Give the text that stands in a datagram, if its bytes do not show that themselves."""
    try:
        return "" if data.isascii() else f"{data.decode()!r}"
    except UnicodeDecodeError:
        return ""


# ------------------------------------------------------------------ as a client


class Client(_Socket):
    """A socket that asks the program, and asks again where its protocol does that."""

    def __init__(self, hand: Hand, arguments: Sequence[str]) -> None:
        super().__init__(hand)
        self._arguments = arguments
        self._is_told = False  # that nobody listens
        self.party = Party("client", theirs=f"{LOOPBACK}:{hand.port}")
        self._untold: bytes | None = None  # what was sent, and perhaps met nobody
        self._is_met = False  # whether the program has taken a datagram
        self._refused = asyncio.Event()
        self._answered = asyncio.Event()
        self._is_answer: Callable[[bytes], bool] = lambda data: False
        self._described: Callable[[bytes], str] = readable

    @classmethod
    async def open(
        cls,
        hand: Hand,
        arguments: Sequence[str],
        described: Callable[[bytes], str] = readable,
    ) -> "Client":
        """Make one that speaks with the port of this session; `described` says what came.

        The program is started with these arguments.
        """
        if not hand.is_port_given:
            hand.show_command(arguments)
        loop = asyncio.get_running_loop()
        _, client = await loop.create_datagram_endpoint(
            lambda: cls(hand, arguments), remote_addr=(LOOPBACK, hand.port)
        )
        host, port = client.transport.get_extra_info("sockname")
        client.party.ours, client._described = f"{host}:{port}", described
        return client

    async def ask(
        self, data: bytes, is_answer: Callable[[bytes], bool], *, sendings: int, patience: float
    ) -> bool:
        """Send a request, again after each `patience` seconds; tell whether it was answered."""
        self._is_answer = is_answer
        self._answered.clear()
        for _ in range(sendings):
            await self.hand.pause()
            await self._send(data)
            try:
                # not wait_for: until Python 3.12 it may forget a cancellation, and with it Ctrl-C
                async with asyncio.timeout(patience):
                    await self._answered.wait()
            except TimeoutError:
                continue
            return True
        self.hand.transcript.step(
            gettext("no answer came to the request, which was sent {number} times", number=sendings)
            if sendings > 1
            else gettext("no answer came in {seconds} s", seconds=f"{patience:g}")
        )
        return False

    async def _send(self, data: bytes) -> None:
        """Send it; the first datagram of all is sent until somebody is there to take it."""
        while True:
            self._refused.clear()
            self._untold = data
            self.transport.sendto(data)
            if self._is_met:
                self._tell_sent()
                return
            try:
                async with asyncio.timeout(TO_BE_REFUSED):
                    await self._refused.wait()
            except TimeoutError:
                self._tell_sent()
                return
            self._untold = None
            if not self._is_told:
                self.hand.tell_of_nobody(self._arguments)
            self._is_told = True
            await asyncio.sleep(BETWEEN_TRIES)

    def _tell_sent(self) -> None:
        if self._untold is not None:
            self._is_met, self.hand.conversations = True, 1
            note = self._described(self._untold)
            self.hand.transcript.grader(self.party, "datagram", self._untold, note=note)
            self._untold = None

    def datagram_received(self, data: bytes, sender: Any) -> None:
        self._tell_sent()
        self.hand.transcript.program(self.party, "datagram", data, note=self._described(data))
        if not self.is_lost(self.party) and self._is_answer(data):
            self._answered.set()

    def error_received(self, error: Exception) -> None:
        if isinstance(error, ConnectionError):
            self._refused.set()
            if self._is_met:
                self._is_met = False
                self.hand.transcript.step(gettext("nobody listens at that port any more"))


# ------------------------------------------------------------------ as a server


class Server(_Socket):
    """A socket that answers the program: `answers` gives what is sent back for a datagram."""

    def __init__(
        self,
        hand: Hand,
        answers: Callable[[bytes, Address], Sequence[bytes]],
        described: Callable[[bytes], str],
    ) -> None:
        super().__init__(hand)
        self._answers, self._described = answers, described
        self._parties: dict[Address, Party] = {}
        self._sending: set[asyncio.Task[None]] = set()

    def datagram_received(self, data: bytes, sender: Address) -> None:
        party = self._party(sender)
        self.hand.transcript.program(party, "datagram", data, note=self._described(data))
        if self.is_lost(party):
            return
        task = asyncio.get_running_loop().create_task(self._answer(data, sender))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    def _party(self, sender: Address) -> Party:
        if sender not in self._parties:
            ours = f"{LOOPBACK}:{self.hand.port}"
            self._parties[sender] = Party("server", ours=ours, theirs=f"{sender[0]}:{sender[1]}")
            self.hand.conversations += 1
        return self._parties[sender]

    async def _answer(self, data: bytes, sender: Address) -> None:
        for answer in self._answers(data, sender):
            await self.hand.pause()
            note = self._described(answer)
            said = gettext_noop("{peer} answered with a datagram {data}")
            self.hand.transcript.grader(
                self._party(sender), "datagram", answer, note=note, said=said
            )
            self.transport.sendto(answer, sender)


async def serve(
    hand: Hand,
    answers: Callable[[bytes, Address], Sequence[bytes]],
    described: Callable[[bytes], str] = readable,
) -> None:
    """Answer whatever comes, for ever. Raises Impossible."""
    with bound(hand, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: Server(hand, answers, described), sock=sock
        )
        await asyncio.Event().wait()  # which nobody sets
