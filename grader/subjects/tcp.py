"""Learners' TCP programs, as scripts that are given HOST and PORT."""

from grader.jail.policy import Policy
from grader.peers.tcp.connect import TcpListener, connect
from grader.peers.tcp.peer import TcpPeer
from grader.subjects.base import Subject

NO_INPUT = b"\n"  # what a program that reads nothing gets: an empty line, and then the end


class TcpServer(Subject):
    """A learner's TCP server; `connect` starts it and gives a client."""

    def connect(self) -> TcpPeer:
        """Start the server, and connect as soon as it listens.

        Raises NotReachable, or what ended the program.
        """
        host, port = self._examination.ports.reserve()
        self._examination.start([host, port], stdin=NO_INPUT, policy=Policy(bind=(port, 0)))
        return connect(self.scene, (host, port), TcpPeer)


class TcpClient(Subject):
    """A learner's TCP client; `accept` starts it and gives the server's side."""

    def accept(self) -> TcpPeer:
        """Start the client, and take its connection.

        Raises NotReachable, or what ended the program.
        """
        host, port = self._examination.ports.reserve()
        with TcpListener((host, port), TcpPeer) as listener:
            policy = Policy(connect=(port,), bind=(0,))
            self._examination.start([host, port], stdin=NO_INPUT, policy=policy)
            return listener.accept(self.scene)
