"""The network that a program is in: its reference peers have their sockets there.

Where the kernel allows it, that is one of the program's own (`grader.jail.namespaces`), and
its supervisor makes the sockets. Elsewhere it is this machine's own, with everybody else in it.
"""

import json
import os
import select
import socket
from collections.abc import Callable
from typing import Literal, Protocol

from grader.i18n import gettext
from grader.jail.messages import LARGEST, TABLES, Made, Table, Wish
from grader.launch.errors import LaunchError

MOST_OF_A_TABLE = 1 << 22  # bytes: some ten thousand sockets
NETLINK_SOCK_DIAG = 4  # linux/netlink.h
SECONDS_TO_ANSWER = 30.0  # that a supervisor may take, also while it is still being forked
AT_ONCE = 4  # sockets that are asked for: most checks need as many


class Network(Protocol):
    """A network in which a program and its peers meet."""

    @property
    def is_own(self) -> bool:
        """Whether nobody but the program and its peers is in it."""

    def socket(self, kind: socket.SocketKind) -> socket.socket:
        """Make a socket of IPv4, of this kind. Raises OSError or LaunchError."""

    def table(self, table: Table) -> list[str] | None:
        """Read the lines of a table of the kernel's, without its head (proc(5)).

        None where the system has no such table.
        """

    def diagnose(self, request: bytes) -> bytes:
        """Send a request of sock_diag(7), and give the answer. Raises OSError."""


class SharedNetwork:
    """This machine's own network, with all that is in it."""

    is_own = False

    def socket(self, kind: socket.SocketKind) -> socket.socket:
        """Make a socket of IPv4, of this kind. Raises OSError."""
        return socket.socket(socket.AF_INET, kind)

    def table(self, table: Table) -> list[str] | None:
        """Read the lines of the kernel's table of sockets; None but on Linux with a /proc."""
        try:
            with open(f"/proc/net/{table}", encoding="ascii") as file:
                return list(file)[1:]
        except OSError:
            return None

    def diagnose(self, request: bytes) -> bytes:
        """Send a request of sock_diag(7), and give the answer. Raises OSError; only on Linux."""
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG) as netlink:
            netlink.send(request)
            return netlink.recv(8192)


class OwnNetwork:
    """A new network, which a supervisor enters when it is first used."""

    is_own = True

    def __init__(self, make: "Maker") -> None:
        self._make = make
        self._has_begun = False
        self._tables: dict[Table, int] = {}  # descriptors
        self._netlink: socket.socket | None = None
        self._spare: dict[str, list[socket.socket]] = {"stream": [], "datagram": []}

    def begin(self) -> None:
        """Have the supervisor enter this network, if it has not. Raises LaunchError."""
        if self._has_begun:
            return
        *tables, netlink = self._make({"make": "network", "count": 1}, len(TABLES) + 1)
        self._has_begun = True
        self._tables = dict(zip(TABLES, tables, strict=True))
        self._netlink = socket.socket(fileno=netlink)

    def socket(self, kind: socket.SocketKind) -> socket.socket:
        """Have a socket of IPv4 made in this network. Raises LaunchError."""
        self.begin()
        name: Literal["stream", "datagram"] = "stream" if kind == socket.SOCK_STREAM else "datagram"
        spare = self._spare[name]
        if not spare:
            made = self._make({"make": name, "count": AT_ONCE}, AT_ONCE)
            spare += [socket.socket(fileno=descriptor) for descriptor in made]
        return spare.pop()

    def table(self, table: Table) -> list[str]:
        """Read the lines of the kernel's table of this network's sockets."""
        self.begin()
        if table not in self._tables:
            return []  # it is over
        descriptor = self._tables[table]
        os.lseek(descriptor, 0, os.SEEK_SET)
        text = b""
        while len(text) < MOST_OF_A_TABLE and (more := os.read(descriptor, 1 << 16)):
            text += more
        return text.decode("ascii").split("\n")[1:-1]  # a line that was cut ends nowhere

    def diagnose(self, request: bytes) -> bytes:
        """Send a request of sock_diag(7), and give the answer. Raises OSError."""
        self.begin()
        assert self._netlink is not None
        self._netlink.send(request)
        return self._netlink.recv(8192)

    def close(self) -> None:
        """Give back what nobody has used, and what tells of this network."""
        for sockets in self._spare.values():
            while sockets:
                sockets.pop().close()
        while self._tables:
            os.close(self._tables.popitem()[1])
        if self._netlink:
            self._netlink.close()


Maker = Callable[[Wish, int], list[int]]


class Networks:
    """What makes the networks of one program's runs, by its supervisor's socket."""

    def __init__(self, supervisor: socket.socket) -> None:
        supervisor.settimeout(SECONDS_TO_ANSWER)
        self._supervisor = supervisor
        self._latest: OwnNetwork | None = None
        made, room = self._receive(1)
        self._has_networks = made["network"]
        self.room: int | None = room[0] if made["view"] else None

    def is_well(self) -> bool:
        """Tell whether the supervisor may be asked for more: it has answered all that was asked."""
        is_open = self._supervisor.fileno() >= 0
        return is_open and not select.select([self._supervisor], [], [], 0)[0]

    def new(self) -> Network:
        """Give a network with nothing in it; the last one is not used any more."""
        self.leave()
        if not self._has_networks:
            return SharedNetwork()
        self._latest = OwnNetwork(self._make)
        return self._latest

    def begin(self) -> None:
        """Have the supervisor enter the latest network, for a run that is about to start."""
        if self._latest:
            self._latest.begin()

    def _make(self, wish: Wish, count: int) -> list[int]:
        """Have something made, and give so many descriptors. Raises LaunchError."""
        try:
            self._supervisor.send(json.dumps(wish).encode())
            made, descriptors = self._receive(count)
        except OSError as error:
            self._supervisor.close()  # an answer that is late would be taken for the next one
            raise LaunchError(
                gettext("no {thing} could be made: {error}", thing=wish["make"], error=error)
            ) from None
        if "broken" in made or len(descriptors) != count:
            for descriptor in descriptors:
                os.close(descriptor)
            why = made.get("broken", gettext("too many files are open here to receive the sockets"))
            raise LaunchError(
                gettext("no {thing} could be made: {error}", thing=wish["make"], error=why)
            )
        return descriptors

    def _receive(self, count: int) -> tuple[Made, list[int]]:
        """Receive an answer of the supervisor. Raises OSError if none comes, or it has ended."""
        message, descriptors, _, _ = socket.recv_fds(self._supervisor, LARGEST, count)
        if not message:
            raise ConnectionResetError("it says nothing")
        made: Made = json.loads(message)
        return made, descriptors

    def leave(self) -> None:
        """Give back what belongs to the latest network."""
        if self._latest:
            self._latest.close()
            self._latest = None

    def close(self) -> None:
        """Give everything back."""
        self.leave()
        if self.room is not None:
            os.close(self.room)
            self.room = None
        self._supervisor.close()
