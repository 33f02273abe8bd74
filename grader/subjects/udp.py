"""Learners' UDP programs, as scripts that are given HOST and PORT."""

from grader.failures.diagnosis.differences import of_bytes
from grader.failures.errors import Mismatch
from grader.jail.policy import Policy
from grader.peers.udp import Address, UdpListener, UdpPeer
from grader.subjects.base import Examination, Subject


class UdpServer(Subject):
    """A learner's UDP server; `client` starts it when it is first called."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._address: Address | None = None
        self._clients: list[UdpPeer] = []

    @property
    def address(self) -> Address:
        """The HOST and PORT that the server is told to bind; the first use starts the server."""
        if self._address is None:
            self._address = self._examination.ports.reserve()
            self._examination.start(self._address, stdin=None, policy=Policy(sockets="udp"))
        return self._address

    def client(self, name: str = "", host: str | None = None, port: int = 0) -> UdpPeer:
        """Make a client at this address; without one it gets an address of its own."""
        server = self.address
        # from another address than the server's own, so that printing HOST is not enough
        host = host or self._examination.ports.host()
        peer = UdpPeer(self.scene, host, server, name, port)
        self._clients.append(peer)
        return peer

    def close(self) -> None:
        """Give the clients' sockets back."""
        for client in self._clients:
            client.close()


class UdpClient(Subject):
    """A learner's UDP client, and the server that it talks to."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._address = examination.ports.reserve()
        self._server = UdpListener(self.scene, self._address)

    def start(self, text: str) -> None:
        """Start the client with this standard input, and throw away datagrams of an earlier run."""
        self._examination.end()
        self._server.forget()
        self.scene.transcript.step(f"its input {text!r}")
        self._examination.start(self._address, stdin=text.encode(), policy=Policy(sockets="udp"))

    def receive(self, what: str) -> bytes:
        """Take the next datagram. Raises NothingCame or what ended the program."""
        return self._server.receive(what)

    def answer(self, text: str) -> None:
        """Answer the sender of the last datagram."""
        self._server.answer(text.encode())

    def expect(self, line: str, what: str) -> None:
        """Demand that the next datagram is exactly this line in UTF-8.

        Raises Mismatch, NothingCame or what ended the program.
        """
        wanted, received = line.encode(), self.receive(what)
        if received != wanted:
            raise Mismatch(
                f"Your program sent something else than {what}.",
                expected=wanted,
                received=received,
                diagnosis=of_bytes(wanted, received),
            )

    def expect_silence(self, ticks: int) -> None:
        """Demand that the program sends nothing before it has its answer. Raises SpokeTooSoon."""
        self._server.expect_silence(ticks)

    def close(self) -> None:
        """Give the server's socket back."""
        self._server.close()
