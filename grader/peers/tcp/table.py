"""Who listens where, as Linux tells in /proc/net/tcp; elsewhere nobody can tell."""

import socket
import struct
from collections.abc import Iterator

TABLE, TABLE_OF_IPV6 = "/proc/net/tcp", "/proc/net/tcp6"
LISTENS = "0A"  # enum tcp_state in the kernel's tcp_states.h: TCP_LISTEN


def listens_elsewhere(host: str, port: int) -> tuple[str, int] | None:
    """Find the address of IPv4 where a program listens that was told this one, or None.

    Both HOST and PORT are drawn for one program alone: whoever listens on one of the two, and
    not on the other, is that program.
    """
    for there in _listening(TABLE):
        found = (_host(there[0]), there[1])
        if found != (host, port) and (found[1] == port or found[0] == host):
            return found
    return None


def is_listening(port: int) -> bool:
    """Tell whether anybody listens on this port; true where nobody can tell."""
    known = [there[1] for table in (TABLE, TABLE_OF_IPV6) for there in _listening(table)]
    return port in known or not known


def _listening(table: str) -> Iterator[tuple[str, int]]:
    """Yield the addresses where somebody listens: the host as the kernel writes it, and the port."""
    try:
        with open(table, encoding="ascii") as lines:
            rows = [line.split() for line in lines][1:]
    except OSError:
        return
    for row in rows:
        if row[3] == LISTENS:
            host, _, port = row[1].partition(":")
            yield host, int(port, 16)


def _host(digits: str) -> str:
    """Read an IPv4 address of these tables: a number in hexadecimal, its bytes as they lie."""
    return socket.inet_ntoa(struct.pack("=I", int(digits, 16)))
