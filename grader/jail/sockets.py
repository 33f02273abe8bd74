"""Makes sockets in the network that a program is in, for the grader outside.

A socket belongs for ever to the network in which it was made. So the supervisor makes it, and
the grader, to whom its descriptor is sent (SCM_RIGHTS, unix(7)), binds and uses it as any other.
"""

import json
import os
import socket

from . import namespaces, proc
from .layers import Layer
from .messages import LARGEST, TABLES, Made, Wish
from .sandbox import Namespaces

ALL_KINDS = {"TCP", "TCP6", "TIME_WAIT", "UDP", "UDP6", "UNIX"}  # that a program may have


class SocketMaker:
    """Serves the grader on `grader`: makes sockets, and begins new networks."""

    def __init__(self, grader: socket.socket, own: Namespaces) -> None:
        self._grader = grader
        self._has_network = Layer.NETWORK in own.layers
        made: Made = {"network": self._has_network, "view": own.room is not None}
        self._send(made, [own.room] if own.room is not None else [])

    def fileno(self) -> int:
        return self._grader.fileno()

    def serve(self) -> bool:
        """Fulfil the wish that has come; tell whether the grader is still there."""
        message = self._grader.recv(LARGEST)
        if not message:
            return False
        try:
            self._send({}, self._make(json.loads(message)))
        except OSError as error:
            self._send({"broken": f"{type(error).__name__}: {error}"}, [])
        return True

    def end_connections(self) -> None:
        """End what is left of TCP sockets in the network of the runs, if that is their own."""
        if self._has_network:
            namespaces.end_connections()

    def _make(self, wish: Wish) -> list[int]:
        """Make what is wanted, and give descriptors of it. Raises OSError."""
        if wish["make"] == "network":
            self._begin_network()
            return [*map(_opened, TABLES), _diagnoser()]
        kind = socket.SOCK_STREAM if wish["make"] == "stream" else socket.SOCK_DGRAM
        return [socket.socket(socket.AF_INET, kind).detach() for _ in range(wish["count"])]

    def _begin_network(self) -> None:
        """Enter a network with nothing in it: the one that is there, if nothing is left in it."""
        if not _is_empty():
            self.end_connections()
            namespaces.enter_network()

    def _send(self, made: Made, descriptors: list[int]) -> None:
        try:
            socket.send_fds(self._grader, [json.dumps(made).encode()], descriptors)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the grader has gone, as the next look at the socket will tell
        finally:
            for descriptor in descriptors:
                os.close(descriptor)


def _is_empty() -> bool:
    """Tell whether nothing is in this network: no socket, and no process that could make one."""
    counts = proc.sockets()
    if not counts.keys() >= ALL_KINDS or any(counts.values()):
        return False
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False


def _opened(table: str) -> int:
    """Open a table of a network; an empty file where there is none, as without IPv6."""
    path = f"/proc/self/net/{table}"
    return os.open(path if os.path.exists(path) else os.devnull, os.O_RDONLY | os.O_CLOEXEC)


def _diagnoser() -> int:
    """Make the socket of sock_diag(7) that tells how long the queues of a TCP socket are."""
    sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, namespaces.NETLINK_SOCK_DIAG)
    return sock.detach()
