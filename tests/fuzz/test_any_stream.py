"""Whatever comes over a connection, in whatever pieces and order: what was asked for, or a failure.

The other end acts between two looks of our own, so that each piece, and the end, is met alone.
"""

import base64
import contextlib
import http.client
import io
import socket
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import h11
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from peers_alone import Acting, timeless

from grader.failures.errors import ConnectionEnded, Failure, Mismatch, NothingCame
from grader.peers.http.asker import WebPeer
from grader.peers.http.client import HttpPeer
from grader.peers.http.received import Answer, Chunks, head_of
from grader.peers.scene import Scene
from grader.peers.tcp.frames import FramedPeer, frame
from grader.peers.tcp.peer import TcpPeer
from grader.peers.tcp.speaker import RESET_ON_CLOSE
from strategies import cuts, pieces_of

Peer = TypeVar("Peer", bound=TcpPeer)


@contextlib.contextmanager
def acted(
    kind: type[Peer], pieces: Sequence[bytes], ends: bool = True
) -> Iterator[tuple[Peer, Scene]]:
    """A peer at whose other end these pieces are sent, one after the other, and then perhaps the end."""
    near, far = socket.socketpair()
    with near, far, timeless() as here:
        end = [lambda: far.shutdown(socket.SHUT_WR)] if ends else []
        Acting(here, *(lambda piece=piece: far.sendall(piece) for piece in pieces), *end)
        yield kind(near, here), here


def told(here: Scene, peer: TcpPeer) -> bytes:
    """All that came to this peer, as the transcript has it."""
    return b"".join(
        base64.b64decode(event["data"])
        for event in here.transcript.events
        if (event["from"], event["event"]) == ("program", "data")
        and event["theirs"] == peer.party.theirs
    )


# ------------------------------------------------------------------ bytes and frames

SMALL = st.binary(max_size=12)
NEARLY = st.builds(
    lambda expected, more, cut: (expected, (expected + more)[: len(expected) + cut]),
    SMALL,
    SMALL,
    st.integers(-3, 3),
)


@given(NEARLY | st.tuples(SMALL, SMALL), st.data(), st.booleans())
def test_only_the_expected_bytes_pass(both, data, ends):
    expected, sent = both
    with acted(TcpPeer, data.draw(cuts(sent)), ends) as (peer, here):
        try:
            peer.expect(expected)
            assert sent.startswith(expected)
            assert told(here, peer) == expected
        except Mismatch as failure:
            assert not expected.startswith(sent) and not sent.startswith(expected)
            assert failure.expected != failure.received
            assert sent.startswith(told(here, peer))
        except (NothingCame, ConnectionEnded) as failure:
            assert expected.startswith(sent) and expected != sent
            assert isinstance(failure, ConnectionEnded) == ends
            assert told(here, peer) == sent


@given(st.binary(max_size=30), st.binary(max_size=40) | st.none(), st.data())
def test_only_the_right_frame_passes(payload, other, data):
    right = frame(payload[::-1])
    sent = right if other is None else other
    with acted(FramedPeer, data.draw(cuts(sent))) as (peer, here):
        try:
            peer.expect_frame(payload)
            assert sent.startswith(right)
        except Failure as failure:
            assert not sent.startswith(right)
            assert failure.message
        assert sent.startswith(told(here, peer))


class Conversation(RuleBasedStateMachine):
    """A peer and a program on one connection of TCP: each says, closes and resets as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.own_time = contextlib.ExitStack()
        self.here = self.own_time.enter_context(timeless())
        self.connect()

    def connect(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as door:
            near = socket.create_connection(door.getsockname())
            self.far, _ = door.accept()
        self.peer = FramedPeer(near, self.here)
        self.said, self.is_open = b"", True  # all that the program has said; whether it is there
        self.is_ours_open = True

    def disconnect(self) -> None:
        self.peer.close()
        self.far.close()
        assert self.said.startswith(told(self.here, self.peer))

    @precondition(lambda self: not (self.is_open and self.is_ours_open))
    @rule()
    def comes_again(self) -> None:
        self.disconnect()
        self.connect()

    def teardown(self) -> None:
        self.disconnect()
        self.own_time.close()
        for step in self.here.transcript.story():
            assert step.isprintable()

    @precondition(lambda self: self.is_open)
    @rule(data=st.binary(min_size=1, max_size=30))
    def program_sends(self, data: bytes) -> None:
        with contextlib.suppress(OSError):  # we have gone
            self.far.sendall(data)
            self.said += data

    @precondition(lambda self: self.is_open)
    @rule(payload=SMALL)
    def program_sends_a_frame(self, payload: bytes) -> None:
        self.program_sends(frame(payload))

    @precondition(lambda self: self.is_open)
    @rule(how=st.sampled_from(["half", "whole", "reset"]))
    def program_goes(self, how: str) -> None:
        self.is_open = False
        if how == "half":
            with contextlib.suppress(OSError):
                self.far.shutdown(socket.SHUT_WR)
            return
        if how == "reset":
            self.far.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self.far.close()

    @precondition(lambda self: self.is_ours_open)
    @rule(payloads=st.lists(SMALL, min_size=1, max_size=3), fragments=st.none() | st.integers(1, 9))
    def peer_asks(self, payloads: list[bytes], fragments: int | None) -> None:
        with contextlib.suppress(Failure):
            self.peer.ask(*payloads, fragments=fragments)

    @precondition(lambda self: self.is_ours_open)
    @rule(
        what=st.sampled_from(
            [
                *(lambda peer: peer.expect(b"hi"), lambda peer: peer.expect_frame(b"")),
                *(lambda peer: peer.expect_silence(1), lambda peer: peer.expect_end()),
                *(lambda peer: peer.expect_nothing_more(b"x", 1), TcpPeer.read_to_the_end),
                *(lambda peer: peer.wait_for_end(1), lambda peer: peer.hear(3, 1)),
                *(lambda peer: peer.expect_something(), lambda peer: peer.expect_gone(True)),
                *(lambda peer: peer.receive_word(2, 1), TcpPeer.half_close),
                *(lambda peer: peer.expect_no_more_bytes(b""), lambda peer: peer.left_untaken(1)),
                *(lambda peer: peer.expect_greeting(1), lambda peer: peer.was_left_unread),
            ]
        )
    )
    def peer_demands(self, what: Callable[[FramedPeer], object]) -> None:
        with contextlib.suppress(Failure):
            what(self.peer)

    @precondition(lambda self: self.is_ours_open)
    @rule(how=st.sampled_from([TcpPeer.reset, TcpPeer.vanish]))
    def peer_goes(self, how: Callable[[TcpPeer], None]) -> None:
        self.is_ours_open = False
        how(self.peer)


TestConversation = Conversation.TestCase


# ------------------------------------------------------------------ answers of HTTP

HEADS = (
    *(b"HTTP/1.1 200 OK", b"HTTP/1.0 404 x", b"HTTP/1.1 100 Continue", b"HTTP/1.1 204 ", b"HTTP"),
    *(b"\r\n", b"\r\n\r\n", b"\n", b"\n\n", b" ", b"Content-Length: 5", b"content-length:0"),
    *(b"Content-Length: 5, 5", b"Content-Length: " + b"9" * 20, b"Connection: close", b"a: b"),
    *(
        b"Transfer-Encoding: chunked",
        b"5\r\nhello\r\n",
        b"0\r\n\r\n",
        b"1;a=b\r\nx\r\n",
        b"fffffff\r\n",
    ),
    *(b"hello", b"x" * 70_000),
)
ANSWERS = st.lists(st.sampled_from(HEADS) | st.binary(max_size=20), max_size=9).map(b"".join)
METHODS = st.sampled_from(["GET", "HEAD"])


def answered(pieces: Sequence[bytes], method: str) -> Answer | None:
    """What the peer reads of an answer in these pieces; None for none."""
    with acted(HttpPeer, pieces) as (peer, _):
        try:
            return peer.answer(method, exactly=True)
        except Failure:
            return None


@given(ANSWERS, METHODS, st.data())
def test_an_answer_is_the_same_in_any_pieces(sent, method, data):
    whole = answered([sent] if sent else [], method)
    assert answered(data.draw(cuts(sent)), method) == whole
    assert whole is None or whole.raw in sent


def by_h11(sent: bytes, method: str) -> tuple[int, bytes] | None:
    """What h11 makes of an answer that is all that comes; None where that is not HTTP."""
    client = h11.Connection(h11.CLIENT, max_incomplete_event_size=1 << 20)
    client.send(h11.Request(method=method, target="/", headers=[("Host", "x")]))
    client.send(h11.EndOfMessage())
    client.receive_data(sent)
    client.receive_data(b"")
    status, body = 0, b""
    try:
        while True:
            event = client.next_event()
            if isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                return status, body
            elif event in (h11.NEED_DATA, h11.PAUSED) or isinstance(event, h11.ConnectionClosed):
                return None
    except h11.RemoteProtocolError:
        return None


@given(ANSWERS, METHODS)
def test_what_h11_reads_is_read_in_the_same_way(sent, method):
    theirs = by_h11(sent, method)
    if theirs is not None:
        ours = answered([sent], method)
        assert ours is not None and (ours.status, ours.body) == theirs


TOKENS = st.from_regex(r"\A[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}\Z").filter(
    lambda name: name.lower() not in ("content-length", "transfer-encoding")
)
FIELDS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=12)


@given(
    st.integers(200, 599).filter(lambda status: status not in (204, 304)),
    st.lists(st.tuples(TOKENS, FIELDS), max_size=4),
    st.binary(max_size=60),
    st.none() | st.lists(st.integers(1, 20), min_size=1, max_size=4),
    st.data(),
)
def test_a_right_answer_is_read_as_the_standard_library_reads_it(
    status, headers, body, sizes, data
):
    lines = [f"HTTP/1.1 {status} Any", *(f"{name}: {value}" for name, value in headers)]
    if sizes is None:
        lines.append(f"Content-Length: {len(body)}")
        written = body
    else:
        lines.append("Transfer-Encoding: chunked")
        written, at = b"", 0
        for size in [*sizes, len(body)]:
            if piece := body[at : at + size]:
                written += b"%x\r\n%b\r\n" % (len(piece), piece)
            at += size
        written += b"0\r\n\r\n"
    sent = "".join(f"{line}\r\n" for line in [*lines, ""]).encode() + written
    ours = answered(data.draw(cuts(sent)), "GET")
    theirs = http.client.HTTPResponse(_Socket(sent))
    theirs.begin()
    assert ours is not None and ours.head is not None
    assert (ours.status, ours.body, ours.more) == (theirs.status, theirs.read(), b"")
    assert ours.head.faults == ()
    for name, _ in headers:
        assert ours.value(name) == theirs.headers.get_all(name)[0]


class _Socket:
    """As much of a socket as http.client looks at."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, mode: str) -> io.BytesIO:
        return io.BytesIO(self._data)


CHUNKED = st.lists(
    st.sampled_from(
        [b"0\r\n\r\n", b"5\r\nhello\r\n", b"A\n0123456789\n", b"\r\n", b"ff", b";", b"-1\r\n"]
    )
    | st.binary(max_size=9),
    max_size=6,
).map(b"".join)


@given(pieces_of(CHUNKED))
def test_chunks_are_the_same_in_any_pieces(pieces):
    whole = Chunks(0)
    whole.read(bytearray(b"".join(pieces)))
    growing, buffer = Chunks(0), bytearray()
    for piece in pieces:
        buffer += piece
        growing.read(buffer)
        assert growing.end <= len(buffer)
    assert (growing.body, growing.end, growing.is_over) == (whole.body, whole.end, whole.is_over)


@given(ANSWERS, st.integers(0, 200))
def test_a_head_is_found_as_soon_as_it_is_there(sent, more):
    found = head_of(sent)
    if found is not None:
        assert head_of(sent[: found.size]) == found
        assert head_of(sent + b"x" * more) == found


# ------------------------------------------------------------------ requests of HTTP


@given(
    st.lists(
        st.sampled_from([b"GET / HTTP/1.1", b"\r\n", b"\n", b"Host: x", b"\r\n\r\n", b"x" * 70_000])
        | st.binary(max_size=20),
        max_size=8,
    ).map(b"".join),
    st.data(),
)
def test_a_request_is_heard_up_to_its_blank_line_in_any_pieces(sent, data):
    with acted(WebPeer, data.draw(cuts(sent))) as (peer, here):
        asked = peer.hear_request()
        assert sent.startswith(asked.data) and len(asked.data) <= 1 << 16
        assert told(here, peer) == sent[: len(told(here, peer))]
    lines = sent.replace(b"\r\n", b"\n")
    if b"\n\n" in lines[: 1 << 15]:
        assert asked.has_an_end
    elif len(sent) <= 1 << 16:
        assert asked.data == sent
