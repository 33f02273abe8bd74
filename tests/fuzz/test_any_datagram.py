"""Datagrams of any bytes, from anybody, at any time: each is told as it came, and none costs us more.

The sockets are real; the time is that of the scene, and passes only while nothing has come.
"""

import base64
import contextlib
import select
import socket
import sys
import time

import dns.exception
import dns.message
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from peers_alone import timeless

from grader.failures.errors import Failure
from grader.interop import relay
from grader.launch.network import SharedNetwork
from grader.peers.dns import asked, messages
from grader.peers.transcript import Transcript
from grader.peers.udp import Stranger, UdpListener, UdpPeer

HERE = ("127.0.0.1", 0)
LONGEST = 10.0  # seconds of this machine's that something sent takes to arrive
SO_MEMINFO = 55  # <asm-generic/socket.h>
DATA = st.binary(max_size=30)


def of_program(here) -> list[bytes]:
    """The datagrams of the program, as the transcript has them."""
    return [
        base64.b64decode(event["data"])
        for event in here.transcript.events
        if (event["from"], event["event"]) == ("program", "datagram")
    ]


def socket_of_udp() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(HERE)
    sock.settimeout(LONGEST)
    return sock


def send(sender: socket.socket, data: bytes, receiver: socket.socket) -> None:
    """Send a datagram, and see it arrive: on a busy machine the kernel lets even this wait."""
    before = _memory(receiver)
    sender.sendto(data, receiver.getsockname())
    end = time.perf_counter() + LONGEST
    while _memory(receiver) == before is not None and time.perf_counter() < end:
        select.select([], [], [], 0.001)


def _memory(sock: socket.socket) -> int | None:
    """The bytes that what waits in a socket takes; None where the system does not tell."""
    if sys.platform != "linux":
        return None
    return int.from_bytes(sock.getsockopt(socket.SOL_SOCKET, SO_MEMINFO, 4), sys.byteorder)


class Exchange(RuleBasedStateMachine):
    """Two clients of ours, a program with two sockets, and a server of ours that it asks."""

    def __init__(self) -> None:
        super().__init__()
        self.held = contextlib.ExitStack()
        self.here = self.held.enter_context(timeless())
        self.program = self.held.enter_context(socket_of_udp())
        self.other = self.held.enter_context(socket_of_udp())  # a socket that nobody has asked
        address = self.program.getsockname()
        self.peers = [UdpPeer(self.here, HERE[0], address, name) for name in "AB"]
        self.server = UdpListener(self.here, HERE)
        self.stranger = Stranger(self.here, HERE[0])
        ours: list[UdpPeer | UdpListener | Stranger] = [*self.peers, self.server, self.stranger]
        for each in ours:
            self.held.callback(each.close)
        self.to_peers: list[list[bytes]] = [[], []]
        self.to_server: list[bytes] = []

    def teardown(self) -> None:
        self.held.close()
        for step in self.here.transcript.story():
            assert step.isprintable()

    @rule(which=st.sampled_from([0, 1]), data=DATA)
    def peer_sends(self, which: int, data: bytes) -> None:
        self.peers[which].send(data)
        assert self.program.recvfrom(99) == (data, self.peers[which].address)

    @rule(
        which=st.sampled_from([0, 1]),
        data=DATA,
        times=st.sampled_from([1, 1, 3]),
        elsewhere=st.booleans(),
    )
    def program_sends(self, which: int, data: bytes, times: int, elsewhere: bool) -> None:
        for _ in range(times):
            send(self.other if elsewhere else self.program, data, self.peers[which]._socket)
            self.to_peers[which].append(data)

    @precondition(lambda self: any(self.to_peers))
    @rule()
    def peer_receives(self) -> None:
        which = 0 if self.to_peers[0] else 1
        data, sender = self.peers[which].receive("an answer")
        assert data == self.to_peers[which].pop(0)
        assert sender in (self.program.getsockname(), self.other.getsockname())
        assert of_program(self.here)[-1:] == [data]

    @rule(which=st.sampled_from([0, 1]))
    def peer_expects_silence(self, which: int) -> None:
        try:
            self.peers[which].expect_silence(1)
            assert not self.to_peers[which]
        except Failure as failure:
            assert failure.received == self.to_peers[which].pop(0)

    @rule(data=DATA, other=st.booleans())
    def program_asks(self, data: bytes, other: bool) -> None:
        sock = self.other if other else self.program
        send(sock, data, self.server._socket)
        self.to_server.append(data)

    @precondition(lambda self: self.to_server)
    @rule(answer=DATA)
    def server_answers(self, answer: bytes) -> None:
        assert self.server.receive("a request") == self.to_server.pop(0)
        self.server.answer(answer)
        sock = self.other if self.server.sender == self.other.getsockname() else self.program
        assert sock.recvfrom(99) == (answer, self.server._socket.getsockname())

    @rule()
    def a_new_run_begins(self) -> None:
        self.server.forget()
        self.to_server.clear()
        assert self.server.take() is None

    @rule(data=DATA)
    def stranger_sends(self, data: bytes) -> None:
        self.stranger.send(data, self.program.getsockname())
        assert self.program.recv(99) == data

    @rule(data=DATA)
    def program_asks_and_is_gone(self, data: bytes) -> None:
        """What the kernel then tells our server of its answer is no datagram."""
        with socket_of_udp() as gone:
            send(gone, data, self.server._socket)
            self.to_server.append(data)
            while self.server.sender != gone.getsockname():
                assert self.server.receive("a request") == self.to_server.pop(0)
        self.server.answer(b"nobody")
        assert self.server.take() is None


TestExchange = Exchange.TestCase


# ------------------------------------------------------------------ messages of DNS

LABELS = st.lists(st.from_regex(rb"\A[a-zA-Z0-9-]{1,9}\Z"), max_size=4)
HEADS = st.sampled_from(
    [
        b"\x12\x34\x01\0\0\1\0\0\0\0\0\0",
        b"\x12\x34\x85\0\0\1\0\1\0\0\0\0",
        b"\0\0\x81\x83\0\1\0\0\0\0\0\1",
    ]
)
PIECES = st.sampled_from(
    [
        *(
            b"\xc0\x0c",
            b"\1a",
            b"\0",
            b"\0\1\0\1",
            b"\0\0\0\x3c",
            b"\0\4\x0a\0\0\1",
            b"\0\0\x29\4\xd0",
        ),
        *(b"\3www", b"\xc0", b"\x3f", b"\0\x10\0\1", b"\0\5\0\1", b"\0\0\0\0\0\0"),
    ]
)
MESSAGES = st.builds(
    lambda head, rest: head + b"".join(rest),
    HEADS,
    st.lists(PIECES | st.binary(max_size=4), max_size=9),
)


@given(MESSAGES)
def test_what_dnspython_reads_is_read_in_the_same_way(data):
    try:
        theirs = dns.message.from_wire(data)
    except dns.exception.DNSException:
        return
    ours = messages.read(data)
    assert (ours.id, ours.flags) == (theirs.id, int(theirs.flags))
    if len(theirs.question) == 1:
        (question,) = theirs.question
        assert ours.question is not None
        assert (*ours.question.labels, b"") == question.name.labels
        assert (ours.question.kind, ours.question.network) == (question.rdtype, question.rdclass)
        query = asked.read(data)
        if not any(byte >= 0xC0 for byte in data[12 : 12 + len(ours.question.data)]):
            assert query.labels == ours.question.labels


@given(LABELS, st.integers(0, 65535), st.integers(1, 255))
def test_a_query_that_dnspython_writes_is_read_as_it_was_meant(labels, number, kind):
    name = dns.name.Name([*labels, b""])
    message = dns.message.make_query(name, kind, use_edns=False)
    message.id = number
    data = message.to_wire()
    query = asked.read(data)
    if query.message == data and query.order == "!":  # else it looks like one behind its length
        assert (query.number, query.labels, query.kind) == (number, tuple(labels), kind)
    read = messages.read(data)
    assert read.question is not None and read.question.labels == tuple(labels)
    assert (read.records, read.rest) == ((), b"")


@given(MESSAGES | st.binary(max_size=60), st.integers(0, 60))
def test_a_name_comes_to_its_end(data, start):
    with contextlib.suppress(messages.Unreadable):
        labels, end = messages.read_name(data, start)
        assert start < end <= len(data)
        assert sum(len(label) + 1 for label in labels) < 256


# ------------------------------------------------------------------ between two programs


class Endless:
    """A socket in which there is always one more datagram."""

    def __init__(self, data: bytes) -> None:
        self._data, self.taken = data, 0

    def recvfrom(self, size: int) -> tuple[bytes, tuple[str, int]]:
        self.taken += 1
        assert self.taken < 10 * relay.MOST_DATAGRAMS
        return self._data, ("127.0.0.1", 1)

    def close(self) -> None:
        pass


@pytest.mark.parametrize("data", [b"", b"x", bytes(60_000)])
def test_a_relay_passes_on_so_much_and_no_more(data):
    with socket_of_udp() as server:
        door = Endless(data)
        passing = relay.DatagramRelay(
            door, SharedNetwork(), SharedNetwork(), server.getsockname(), Transcript()
        )
        with contextlib.closing(passing), pytest.raises(relay.Flood):
            while True:
                passing.work()


class Relayed(RuleBasedStateMachine):
    """A client and a server on a connection that is relayed: each hears what the other one says."""

    def __init__(self) -> None:
        super().__init__()
        self.held = contextlib.ExitStack()
        listening = self.held.enter_context(socket.create_server(HERE))
        first = socket.create_connection(listening.getsockname())
        first.setblocking(False)
        self.server, _ = listening.accept()
        door = socket.create_server(HERE)
        door.setblocking(False)
        self.wire = Transcript()
        self.relay = relay.StreamRelay(
            door, SharedNetwork(), listening.getsockname(), first, self.wire, {}
        )
        self.held.callback(self.relay.close)
        self.client = self.held.enter_context(socket.create_connection(door.getsockname()))
        self.held.callback(self.server.close)
        self.ends = {"client": self.client, "server": self.server}
        self.said = {"client": b"", "server": b""}
        self.heard = {"client": b"", "server": b""}  # by the other one
        self.closed: set[str] = set()
        for end in self.ends.values():
            end.setblocking(False)

    def teardown(self) -> None:
        end = time.perf_counter() + LONGEST
        while not self.closed and self.heard != self.said and time.perf_counter() < end:
            select.select([*self.relay.interest().reading, *self.ends.values()], [], [], 0.01)
            self.passes_on()
        self.passes_on()
        for who in self.ends:
            assert self.said[who].startswith(self.heard[who])
            if not self.closed:
                assert self.said[who] == self.heard[who]
        self.held.close()

    @rule(who=st.sampled_from(["client", "server"]), data=st.binary(min_size=1, max_size=30))
    def says(self, who: str, data: bytes) -> None:
        with contextlib.suppress(OSError):
            self.ends[who].send(data)
            self.said[who] += data

    @rule(
        who=st.sampled_from(["client", "server"]), how=st.sampled_from(["half", "whole", "reset"])
    )
    def goes(self, who: str, how: str) -> None:
        self.closed.add(who)
        if how == "half":
            with contextlib.suppress(OSError):
                self.ends[who].shutdown(socket.SHUT_WR)
            return
        if how == "reset":
            with contextlib.suppress(OSError):
                relay._reset(self.ends[who])
        self.ends[who].close()

    @rule()
    def passes_on(self) -> None:
        self.relay.work()
        for who, other in (("client", "server"), ("server", "client")):
            with contextlib.suppress(OSError):
                self.heard[who] += self.ends[other].recv(1 << 16)


TestRelayed = Relayed.TestCase
