"""Which sockets a program holds, by the tables of the kernel in /proc (Linux only).

This is for explanations, when nothing came or nobody took what was sent. A program is known
by the folder that its processes work in, which no other run shares. Where the system does
not tell, no socket is found, and nothing is explained.
"""

import contextlib
import os
import re
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grader.peers.arrivals import Address

TABLES: tuple[tuple[Literal["UDP", "TCP"], str], ...] = (
    ("UDP", "/proc/net/udp"),
    ("TCP", "/proc/net/tcp"),
)
EVERYWHERE = "0.0.0.0"  # the address of a socket that is bound to all interfaces
LISTENS = "0A"  # TCP_LISTEN, <net/tcp_states.h>
INODE = re.compile(r"socket:\[(\d+)\]")


@dataclass(frozen=True)
class Held:
    """A socket of a program that has an address, and what it is connected to."""

    kind: Literal["UDP", "TCP"]
    local: Address
    remote: Address | None
    listens: bool


def held_by(folder: str) -> list[Held]:
    """List the sockets with an address that the processes working in this folder hold."""
    inodes = {inode for process in _processes_in(folder) for inode in _sockets_of(process)}
    return [held for inode, held in _all_sockets() if inode in inodes] if inodes else []


def is_taken(kind: Literal["UDP", "TCP"], port: int) -> bool:
    """Tell whether a socket of any process has this port; where nobody tells, none has."""
    return any(held.kind == kind and held.local[1] == port for _, held in _all_sockets())


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


def _all_sockets() -> Iterator[tuple[str, Held]]:
    """Yield the inode of each IPv4 socket in the tables, and what stands there about it."""
    for kind, path in TABLES:
        with contextlib.suppress(OSError), open(path, encoding="ascii") as table:
            for line in list(table)[1:]:
                _, local, remote, state, *rest = line.split()
                other = _address(remote)
                held = Held(kind, _address(local), other if other[1] else None, state == LISTENS)
                yield rest[5], held


def _address(written: str) -> Address:
    """Read an address as the tables write it: a number in the machine's own order, and a port."""
    number, _, port = written.partition(":")
    return socket.inet_ntoa(struct.pack("=I", int(number, 16))), int(port, 16)
