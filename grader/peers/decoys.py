"""Sockets where a datagram or a connection may end up that went astray."""

import contextlib
import errno
import socket
from collections.abc import Iterable

from grader.failures.errors import TookTooMuch
from grader.launch.network import Network
from grader.peers.arrivals import LARGEST, Address
from grader.peers.binding import bound, listen

OFTEN_CHOSEN = (8080, 8081, 8888, 8898, 9000, 9999)  # ports in tutorials


class Decoys:
    """Sockets where a datagram or a connection may end up that went astray.

    They explain why nothing came to where it should. Addresses that are in use are left out.
    """

    def __init__(
        self, network: Network, udp: Iterable[Address], tcp: Iterable[Address] = ()
    ) -> None:
        self._udp = list(filter(None, (_bound(network, socket.SOCK_DGRAM, each) for each in udp)))
        self._tcp = list(filter(None, (_bound(network, socket.SOCK_STREAM, each) for each in tcp)))

    def datagram(self) -> tuple[Address, bytes] | None:
        """Give a datagram that went astray, and where it came to; None if there is none."""
        for sock in self._udp:
            with contextlib.suppress(OSError):
                return sock.getsockname(), sock.recv(LARGEST)
        return None

    def connection(self) -> Address | None:
        """Give the address to which a program has connected by TCP; None if to none."""
        for sock in self._tcp:
            with contextlib.suppress(OSError):
                sock.accept()[0].close()
                host, port = sock.getsockname()
                return host, port
        return None

    def close(self) -> None:
        """Give the sockets back."""
        for sock in (*self._udp, *self._tcp):
            sock.close()


def _bound(network: Network, kind: socket.SocketKind, address: Address) -> socket.socket | None:
    try:
        sock = bound(network, kind, address)
        if kind == socket.SOCK_STREAM:
            listen(sock, network)
    except TookTooMuch:
        return None
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            return None
        raise
    sock.setblocking(False)
    return sock
