"""Which sockets a program holds, by the tables of the kernel (Linux only).

This is for explanations, when nothing came or nobody took what was sent. In a network of its
own a program holds whatever this process does not; elsewhere it is known by the folder that
its processes work in, which no other run shares. Where the system does not tell, no socket
is found, and nothing is explained.
"""

import contextlib
import ipaddress
import os
import re
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grader.jail.messages import Table
from grader.launch.network import Network
from grader.peers.arrivals import Address
from grader.peers.scene import Scene

TABLES: tuple[tuple[Literal["UDP", "TCP"], Table], ...] = (
    ("UDP", "udp"),
    ("TCP", "tcp"),
    ("UDP", "udp6"),
    ("TCP", "tcp6"),
)
EVERYWHERE = ("0.0.0.0", "::")  # the hosts of sockets that are bound to all interfaces
NOBODYS = "0"  # the inode of a connection that no process has, or has not accepted yet
IPV4_BYTES = 4  # of an address
LISTENS = "0A"  # TCP_LISTEN, <net/tcp_states.h>
INODE = re.compile(r"socket:\[(\d+)\]")


@dataclass(frozen=True)
class Held:
    """A socket of a program that has an address, and what it is connected to."""

    kind: Literal["UDP", "TCP"]
    local: Address
    remote: Address | None
    listens: bool


def held(scene: Scene) -> list[Held]:
    """List the sockets with an address that the program of this scene holds."""
    if scene.network.is_own:
        ours = {*_sockets_of("/proc/self"), NOBODYS}
        return [held for inode, held in _all_sockets(scene.network) if inode not in ours]
    processes = _processes_in(scene.program.folder.outside)
    its_own = {inode for process in processes for inode in _sockets_of(process)}
    if not its_own:
        return []
    return [held for inode, held in _all_sockets(scene.network) if inode in its_own]


def is_taken(network: Network, kind: Literal["UDP", "TCP"], port: int) -> bool:
    """Tell whether a socket of any process has this port; where nobody tells, none has."""
    return any(held.kind == kind and held.local[1] == port for _, held in _all_sockets(network))


def are_told(network: Network) -> bool:
    """Tell whether this system tells which sockets there are: else none that is found means nothing."""
    return network.table("udp") is not None


def refused(network: Network) -> int | None:
    """Count the datagrams that have found nobody in a network of a program's own.

    None where nobody counts them, or others send as well.
    """
    lines = (line.split() for line in network.table("snmp") or () if network.is_own)
    rows = [words for words in lines if words[:1] == ["Udp:"]]  # the names, and the numbers
    counts = dict(zip(*rows, strict=True)) if len(rows) == 2 else {}
    return int(counts["NoPorts"]) if "NoPorts" in counts else None


def _processes_in(folder: str) -> Iterator[str]:
    folder = os.path.realpath(folder)
    with contextlib.suppress(OSError):
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                if os.readlink(f"/proc/{name}/cwd") == folder:
                    yield f"/proc/{name}"


def _sockets_of(process: str) -> Iterator[str]:
    with contextlib.suppress(OSError):
        for descriptor in os.listdir(f"{process}/fd"):
            with contextlib.suppress(OSError):
                if match := INODE.fullmatch(os.readlink(f"{process}/fd/{descriptor}")):
                    yield match[1]


def _all_sockets(network: Network) -> Iterator[tuple[str, Held]]:
    """Yield the inode of each socket in the tables, and what stands there about it."""
    for kind, table in TABLES:
        for line in network.table(table) or ():
            _, local, remote, state, *rest = line.split()
            other = _address(remote)
            held = Held(kind, _address(local), other if other[1] else None, state == LISTENS)
            yield rest[5], held


def _address(written: str) -> Address:
    """Read an address as the tables write it: numbers in the machine's own order, and a port.

    What a socket of IPv6 has for clients of IPv4 is given as an address of theirs.
    """
    numbers, _, port = written.partition(":")
    words = (int(numbers[at : at + 8], 16) for at in range(0, len(numbers), 8))
    packed = b"".join(struct.pack("=I", word) for word in words)
    if len(packed) == IPV4_BYTES:
        return socket.inet_ntoa(packed), int(port, 16)
    host = ipaddress.IPv6Address(packed)
    return str(host.ipv4_mapped or host), int(port, 16)
