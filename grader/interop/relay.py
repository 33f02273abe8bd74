"""What stands between a client and a server that have networks of their own, and hears both.

Bytes are passed on as they come, the end of a stream as an end and a reset as a reset, so that
each side meets what the other one does. A datagram goes on as one, from a socket of its own for
each socket of the client. So neither program can reach more of the other than its words.
"""

import contextlib
import errno
import math
import socket
import struct
import time
from collections.abc import Mapping
from typing import Protocol

from grader.i18n import gettext, gettext_noop
from grader.launch.network import Network
from grader.peers.scene import Interest
from grader.peers.tcp.connect import UNDER_WAY
from grader.peers.transcript import Party, Transcript
from grader.peers.whereabouts import shown
from grader.subjects.pairs import Connection, Datagram, Who

PIECE = 1 << 16  # bytes
MOST_PASSED = 16 << 20  # bytes, in all
MOST_DATAGRAMS = 10_000  # in both directions, however small they are
MOST_CONNECTIONS = 64  # sockets of a client, each with one of ours behind it
# Seconds since the last piece in which the next one comes of a text that is given on in one:
# less than our patience, and more than a program takes that is slow on purpose.
NEXT_PIECE = 2.8
RESET = struct.pack("ii", 1, 0)  # SO_LINGER that makes close() a reset

Address = tuple[str, int]
# The words of what the server does; a client's are those of a peer.
BY_SERVER = {
    "data": gettext_noop("the server sent {data} to {peer}"),
    "datagram": gettext_noop("the server sent a datagram {data} to {peer}"),
    "end": gettext_noop("the server closed its sending side to {peer}"),
    "reset": gettext_noop("the server reset the connection to {peer}"),
}
ELSEWHERE = gettext_noop(
    "the server sent a datagram {data} to {peer} from another address, {address}"
)


class Flood(Exception):
    """The two sent each other more than is passed on; the text says in a sentence of what."""


def _too_many_bytes() -> Flood:
    size = MOST_PASSED >> 20
    return Flood(gettext("The two sent each other more than {size} MiB.", size=size))


class Relay(Protocol):
    """What both kinds of relay have in common."""

    passed: int  # bytes, in both directions; it grows with each thing that happens
    connections: list[Connection]  # of the current run of the client
    datagrams: list[Datagram]

    def begin_run(self) -> None:
        """Forget what was seen of the last run of the client; the server is still the same."""

    def interest(self) -> Interest:
        """Tell what to wake it for."""

    def work(self) -> bool:
        """Do what can be done without waiting; tell whether anything was. Raises Flood."""

    def close(self) -> None:
        """Close all of its sockets."""


class _Parties:
    """The names of a client's sockets: the first one of each run is called as the others."""

    def __init__(self) -> None:
        self._known: list[Party] = []
        self._used = 0  # in this run

    def begin_run(self) -> None:
        """Begin with the first one again."""
        self._used = 0

    def next(self) -> Party:
        """Give the party of the next socket."""
        if self._used == len(self._known):
            self._known.append(Party("client"))
        self._used += 1
        return self._known[self._used - 1]


class StreamRelay:
    """Passes on the connections that come to its `door`; `first` has been made to the server already."""

    def __init__(
        self,
        door: socket.socket,
        network: Network,
        server: Address,
        first: socket.socket,
        wire: Transcript,
        gathered: Mapping[Who, int],
    ) -> None:
        self._door, self._network, self._server = door, network, server
        self._first: socket.socket | None = first
        self._wire, self._gathered = wire, gathered
        self._open: list[_Link] = []
        self._parties = _Parties()
        self.passed = 0
        self.connections: list[Connection] = []
        self.datagrams: list[Datagram] = []

    def begin_run(self) -> None:
        """Forget what was seen of the last run of the client; the server is still the same."""
        self.connections = []
        self._parties.begin_run()

    def interest(self) -> Interest:
        """Tell what to wake it for: a client that comes, and bytes that can be passed on."""
        ways = [way for link in self._open for way in link.ways if not way.is_over]
        return Interest(
            reading=[self._door, *(way.source for way in ways if way.may_read)],
            writing=[way.sink for way in ways if way.held and not way.is_gathering],
            due=min((way.due for way in ways), default=math.inf),
        )

    def work(self) -> bool:
        """Do what can be done without waiting; tell whether anything was. Raises Flood."""
        before = self.passed
        self._accept()
        for link in list(self._open):
            self.passed += link.pass_on()
            if link.is_over:
                link.close()
                self._open.remove(link)
        if self.passed > MOST_PASSED:
            raise _too_many_bytes()
        return self.passed > before

    def _accept(self) -> None:
        try:
            near, _ = self._door.accept()
        except OSError:
            return
        self.passed += 1
        party = self._parties.next()
        self._wire.grader(party, "connect")
        connection = Connection()
        self.connections.append(connection)
        far = self._far() if len(self.connections) <= MOST_CONNECTIONS else None
        near.setblocking(False)
        if far is None:
            _reset(near)
            return
        self._open.append(_Link(near, far, connection, self._wire, party, self._gathered))

    def _far(self) -> socket.socket | None:
        """Give a connection to the server, or one that is under way; None if it is refused."""
        far, self._first = self._first, None
        if far is None:
            far = self._network.socket(socket.SOCK_STREAM)
            far.setblocking(False)
            if far.connect_ex(self._server) not in (0, *UNDER_WAY):
                far.close()
                return None
        return far

    def close(self) -> None:
        """Close all of its sockets."""
        self._door.close()
        if self._first:
            self._first.close()
        for link in self._open:
            link.close()


class _Way:
    """One direction of a connection: what comes from `who`."""

    def __init__(self, who: Who, source: socket.socket, sink: socket.socket, gathered: int) -> None:
        self.who, self.source, self.sink = who, source, sink
        self.held = b""  # what was read and not yet written
        self.has_ended = self.is_over = False  # the source; and what it said has been passed on
        self._gathered, self.due = gathered, math.inf

    @property
    def is_gathering(self) -> bool:
        """Whether it waits for the rest of a text."""
        return not self.has_ended and 0 < len(self.held) < self._gathered and not self._is_late

    @property
    def _is_late(self) -> bool:
        return time.monotonic() >= self.due

    @property
    def may_read(self) -> bool:
        """Whether more may be read before what is held has left."""
        return not self.has_ended and (not self.held or self.is_gathering)

    def read(self) -> bytes | None:
        """Read what is there; b"" is the end, None is nothing. Raises OSError."""
        if not self.may_read:
            return None
        try:
            came = self.source.recv(PIECE)
        except BlockingIOError:
            return None
        if came and self._gathered:
            self.due = time.monotonic() + NEXT_PIECE
        self.held += came
        self.has_ended = not came
        return came

    def write(self) -> None:
        """Write what there is room for, and then the end if it has come. Raises OSError."""
        if self.is_gathering:
            return
        if self.held:
            with contextlib.suppress(BlockingIOError):
                self.held = self.held[self.sink.send(self.held) :]
            self._gathered, self.due = 0, math.inf
        if self.has_ended and not self.held and not self.is_over:
            self.is_over = True
            self.sink.shutdown(socket.SHUT_WR)


class _Link:
    """One connection: of the client to here, and from here to the server."""

    def __init__(
        self,
        near: socket.socket,
        far: socket.socket,
        connection: Connection,
        wire: Transcript,
        party: Party,
        gathered: Mapping[Who, int],
    ) -> None:
        self._near, self._far = near, far
        self._connection, self._wire, self._party = connection, wire, party
        self.ways = (
            _Way("client", near, far, gathered.get("client", 0)),
            _Way("server", far, near, gathered.get("server", 0)),
        )
        self._is_reset = False

    def pass_on(self) -> int:
        """Pass on what is there, both ways; give how much happened."""
        happened = 0
        for way in self.ways:
            try:
                came = way.read()
            except OSError:
                self._reset(way)
                return happened + 1
            if came is not None:
                self._note(way.who, came)
                happened += len(came) + 1
        for way in self.ways:
            try:
                way.write()
            except OSError as error:
                if error.errno != errno.ENOTCONN:  # a connection that is under way still
                    way.held, way.is_over = b"", True  # reading tells what became of it
        return happened

    def _note(self, who: Who, came: bytes) -> None:
        connection = self._connection
        (connection.by_client if who == "client" else connection.by_server).extend(came)
        connection.order.append((who, "data" if came else "end"))
        if who == "client":
            self._wire.grader(self._party, "data" if came else "end", came)
        else:
            name = "data" if came else "end"
            self._wire.program(self._party, "data" if came else "end", came, said=BY_SERVER[name])

    def _reset(self, way: _Way) -> None:
        """Pass on that one side has reset the connection."""
        self._is_reset = True
        self._connection.order.append((way.who, "reset"))
        if way.who == "client":
            self._wire.grader(self._party, "reset")
        else:
            self._wire.program(self._party, "reset", said=BY_SERVER["reset"])
        for sock in (self._near, self._far):
            _reset(sock)

    @property
    def is_over(self) -> bool:
        """Whether both sides have ended, or one has reset it."""
        return self._is_reset or all(way.is_over for way in self.ways)

    def close(self) -> None:
        """Close both sockets."""
        self._near.close()
        self._far.close()


def _reset(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    sock.close()


class DatagramRelay:
    """Passes on the datagrams that come to its `door`, each client's socket with one of its own."""

    def __init__(
        self,
        door: socket.socket,
        near_network: Network,
        network: Network,
        server: Address,
        wire: Transcript,
    ) -> None:
        self._door, self._near_network, self._network = door, near_network, network
        self._server, self._wire = server, wire
        self._far: dict[Address, tuple[socket.socket, Party]] = {}  # by the client's address
        self._strange: dict[Address, socket.socket] = {}  # by the server's other addresses
        self._parties = _Parties()
        self.passed = self._count = 0
        self.connections: list[Connection] = []
        self.datagrams: list[Datagram] = []

    def begin_run(self) -> None:
        """Forget what was seen of the last run of the client; the server is still the same."""
        self.datagrams = []
        self._parties.begin_run()

    def interest(self) -> Interest:
        """Tell what to wake it for: datagrams of either side."""
        return Interest(reading=[self._door, *(sock for sock, _ in self._far.values())])

    def work(self) -> bool:
        """Do what can be done without waiting; tell whether anything was. Raises Flood."""
        before = self.passed
        with contextlib.suppress(BlockingIOError):
            while True:
                data, client = self._door.recvfrom(PIECE)
                self._ask(data, client)
        for client, (far, party) in list(self._far.items()):
            with contextlib.suppress(BlockingIOError, ConnectionError):
                while True:
                    data, sender = far.recvfrom(PIECE)
                    self._answer(data, sender, client, far, party)
        return self.passed > before

    def _note(self, data: bytes) -> None:
        """Count a datagram, at once: a program may send them faster than we read. Raises Flood."""
        self.passed += len(data) + 1
        self._count += 1
        if self.passed > MOST_PASSED:
            raise _too_many_bytes()
        if self._count > MOST_DATAGRAMS:
            raise Flood(
                gettext(
                    "The two sent each other more than {number} datagrams.", number=MOST_DATAGRAMS
                )
            )

    def _ask(self, data: bytes, client: Address) -> None:
        self._note(data)
        if client not in self._far:
            if len(self._far) == MOST_CONNECTIONS:
                raise Flood(
                    gettext(
                        "The client sent from more than {number} sockets.", number=MOST_CONNECTIONS
                    )
                )
            far = self._network.socket(socket.SOCK_DGRAM)
            far.setblocking(False)
            far.bind(("127.0.0.1", 0))
            self._far[client] = far, self._parties.next()
        far, party = self._far[client]
        self.datagrams.append(Datagram("client", data, far.getsockname()[1]))
        self._wire.grader(party, "datagram", data)
        with contextlib.suppress(OSError):  # one that does not leave is lost, as some are
            far.sendto(data, self._server)

    def _answer(
        self, data: bytes, sender: Address, client: Address, far: socket.socket, party: Party
    ) -> None:
        self._note(data)
        is_elsewhere = sender != self._server
        self.datagrams.append(Datagram("server", data, far.getsockname()[1], is_elsewhere))
        said = ELSEWHERE if is_elsewhere else BY_SERVER["datagram"]
        self._wire.program(party, "datagram", data, said=said, address=shown(sender))
        with contextlib.suppress(OSError):
            self._near(sender).sendto(data, client)

    def _near(self, sender: Address) -> socket.socket:
        """Give the socket from which a datagram of this sender goes to the client."""
        if sender == self._server:
            return self._door
        if sender not in self._strange:
            if len(self._strange) == MOST_CONNECTIONS:
                raise Flood(
                    gettext(
                        "The server sent from more than {number} addresses.",
                        number=MOST_CONNECTIONS,
                    )
                )
            self._strange[sender] = self._near_network.socket(socket.SOCK_DGRAM)
        return self._strange[sender]

    def close(self) -> None:
        """Close all of its sockets."""
        self._door.close()
        for sock in (*(far for far, _ in self._far.values()), *self._strange.values()):
            sock.close()
