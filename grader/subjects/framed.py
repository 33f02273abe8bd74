"""Learners' programs that speak in frames, on TCP or on a Unix-domain socket."""

import os
import socket
from collections.abc import Sequence

from grader.failures.errors import Failure, NotHere
from grader.jail.policy import Policy
from grader.peers.tcp.connect import Address, TcpListener, connect
from grader.peers.tcp.frames import FramedPeer, LinesPeer
from grader.subjects.base import Examination, Subject

PATH = "server.sock"


def _unix_socket_path(folder: str) -> str:
    if not hasattr(socket, "AF_UNIX"):
        raise NotHere("this system has no Unix-domain sockets for Python")
    return os.path.join(folder, PATH)


class FramedServer(Subject):
    """A learner's server for framed messages; started when the first client connects."""

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._address: Address | None = None
        self._clients: list[FramedPeer] = []

    def connect(self, greeted: bool = True, anew: bool = False, narrow: bool = False) -> FramedPeer:
        """Connect a client; if it is `greeted`, the greeting has been read when this returns.

        `anew` connects it to a new run of the program, so that nothing before can matter.
        `narrow` leaves little room for bytes that are not yet read (see `connect.connect`).
        Raises NotReachable, or what ended the program.
        """
        if self._address is None or anew:
            host, port = self._address = self._examination.ports.reserve()
            self._examination.start([host, port], stdin=None, policy=Policy(bind=(port, 0)))
        return self._connected(self._address, greeted, narrow)

    def connect_by_path(
        self, greeted: bool = True, anew: bool = False, narrow: bool = False
    ) -> FramedPeer:
        """Connect a client by a Unix-domain socket in the program's folder (see `connect`).

        Raises NotHere where this system has no such sockets.
        """
        if self._address is None or anew:
            self._address = _unix_socket_path(self._examination.prepare(for_socket=True))
            policy = Policy(bind=(0,), unix="serve")
            self._examination.start([self._address], stdin=None, policy=policy)
        return self._connected(self._address, greeted, narrow)

    def _connected(self, address: Address, greeted: bool, narrow: bool) -> FramedPeer:
        client = connect(self.scene, address, FramedPeer, narrow)
        self._clients.append(client)
        if greeted:
            client.pass_over_greeting(is_right=self._examination.passed("greets"))
        return client

    def close(self) -> None:
        """Give the clients' sockets back."""
        for client in self._clients:
            client.close()


class FramedClient(Subject):
    """A learner's client for framed messages; `accept` starts it and gives the server's side."""

    def accept(self, text: str) -> LinesPeer:
        """Start the client with this standard input, and take its connection.

        Raises NotReachable, or what ended the program.
        """
        host, port = self._examination.ports.reserve()
        return self._accept((host, port), [host, port], text, Policy(connect=(port,), bind=(0,)))

    def accept_by_path(self, text: str) -> LinesPeer:
        """Start the client with the path of a Unix-domain socket in its folder (see `accept`).

        Raises NotHere where this system has no such sockets.
        """
        path = _unix_socket_path(self._examination.prepare(for_socket=True))
        return self._accept(path, [path], text, Policy(bind=(0,), unix=True))

    def _accept(
        self, address: Address, arguments: Sequence[str | int], text: str, policy: Policy
    ) -> LinesPeer:
        self.scene.transcript.step(f"its input {text!r}")
        with TcpListener(address, LinesPeer) as listener:
            self._examination.start(arguments, stdin=text.encode(), policy=policy)
            return listener.accept(self.scene)

    def expect_clean_failure(self) -> None:
        """Demand that the program ends, with a status other than 0 and something on standard error.

        Raises StillRunning or Failure.
        """
        self.expect_end("The server has gone: what is there to wait for?")
        if self.program.status == 0:
            raise Failure(
                "Your program ended with status 0, as if all were well.",
                expected="another status than 0, and a word on standard error",
                received="status 0",
                diagnosis="recv() returns b'' when the other side has closed: that is an end, and here it came too early.",
            )
        if not self.program.stderr.text.strip():
            raise Failure(
                "Your program failed without a word on standard error.",
                expected="something on standard error",
                received="(nothing)",
                diagnosis="Whoever runs it should learn why: an exception that nobody catches says it, sys.exit('…') as well.",
            )
