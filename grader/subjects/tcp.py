"""Learners' TCP programs, as scripts that are given HOST and PORT."""

from grader.jail.policy import Policy
from grader.peers.tcp.connect import TcpListener, connect
from grader.peers.tcp.peer import TcpPeer
from grader.subjects.base import Subject


class TcpServer(Subject):
    """A learner's TCP server; `connect` starts it and gives a client."""

    def connect(self) -> TcpPeer:
        """Start the server, and connect as soon as it listens.

        Raises NotReachable, or what ended the program.
        """
        host, port = self._examination.ports.reserve()
        self._examination.start([host, port], policy=Policy(bind=(port, 0)))
        return connect(self.scene, (host, port), TcpPeer)


class TcpClient(Subject):
    """A learner's TCP client; `accept` starts it and gives the server's side."""

    def accept(self) -> TcpPeer:
        """Start the client, and take its connection.

        Raises NotReachable, or what ended the program.
        """
        host, port = self._examination.ports.reserve()
        with TcpListener((host, port), TcpPeer) as listener:
            self._examination.start([host, port], policy=Policy(connect=(port,), bind=(0,)))
            return listener.accept(self.scene)
