"""Whoever meets a peer that is played by hand, and whatever is typed there: it goes on, and tells it."""

import asyncio
import contextlib
import re
import socket
import struct
import tempfile
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.byhand import beside
from grader.course import layout
from grader.course.layout import Target
from grader.dice import Dice
from grader.peers.byhand import talk
from grader.peers.byhand.hand import LOOPBACK, Faults, Hand, Impossible, Peer
from grader.peers.transcript import Transcript
from grader.text import printable
from strategies import texts

A_MOMENT = 0.02  # seconds
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: on, for no time
BY_HAND = [target for target in layout.everything() if target.peer_file.is_file()]
DATAGRAMS = [target for target in BY_HAND if target.program.startswith("udp")]
STREAMS = [target for target in BY_HAND if target not in DATAGRAMS]
# What programs of the course say, with any bytes between: such words lead further than others.
WORDS = st.sampled_from(
    [
        *(
            b"hello!",
            b"\r\n",
            b"\n",
            b" ",
            b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n\r\n",
        ),
        *(
            b"\x00\x00\x00\x03",
            b"ready",
            b"abc ADD 3",
            b"abc 3",
            b"\x12\x34\x01\x00\x00\x01" + bytes(6),
        ),
    ]
)
SAID = st.lists(WORDS | st.binary(max_size=30), max_size=6).map(b"".join)
ACTS = st.lists(SAID | st.sampled_from(["end", "reset"]), max_size=5)
TYPED = st.lists(texts.map(lambda text: text.replace("\n", " ")), max_size=3)
FAULTS = st.sampled_from([Faults(), Faults(fragment=1), Faults(reset_after=3)])


async def lines_of(typed: Sequence[str]) -> AsyncIterator[str]:
    for line in typed:
        yield line


def a_hand(target: Target, faults: Faults, typed: Sequence[str], port: int, folder: str) -> Hand:
    shown: list[str] = []
    return Hand(
        file=f"{target.program}.py",
        dice=Dice(1),
        faults=faults,
        port=port,
        is_port_given=False,
        path=None,
        folder=folder,
        transcript=Transcript(),
        tell=shown.append,
        note=lambda notes: shown.extend(notes),
        lines=lines_of(typed),
    )


async def act(sock: socket.socket, acts: Sequence[bytes | str]) -> None:
    """Do as a program does that has lost its way, and read what comes meanwhile."""
    loop = asyncio.get_running_loop()
    with sock, contextlib.suppress(OSError):
        for each in acts:
            if isinstance(each, bytes):
                await loop.sock_sendall(sock, each)
            elif each == "reset":
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                return
            else:
                sock.shutdown(socket.SHUT_WR)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(A_MOMENT / 10):
                    await loop.sock_recv(sock, 1 << 16)


async def visits(port: int, acts: Sequence[bytes | str]) -> None:
    """Be a client of TCP, as soon as somebody listens."""
    loop = asyncio.get_running_loop()
    while True:
        sock = socket.socket()
        sock.setblocking(False)
        try:
            await loop.sock_connect(sock, (LOOPBACK, port))
            return await act(sock, acts)
        except ConnectionRefusedError:
            sock.close()
            await asyncio.sleep(0)


async def is_visited(door: socket.socket, acts: Sequence[bytes | str]) -> None:
    """Be a server of TCP for one client."""
    sock, _ = await asyncio.get_running_loop().sock_accept(door)
    await act(sock, acts)


async def exchanges(sock: socket.socket, port: int, acts: Sequence[bytes | str]) -> None:
    """Be a client or a server of UDP: send to whom has sent last, or to the port."""
    loop = asyncio.get_running_loop()
    address = (LOOPBACK, port)
    for each in acts:
        with contextlib.suppress(OSError):
            await loop.sock_sendto(sock, each if isinstance(each, bytes) else b"", address)
        with contextlib.suppress(TimeoutError, OSError):
            async with asyncio.timeout(A_MOMENT / 5):
                _, address = await loop.sock_recvfrom(sock, 1 << 16)


async def meet(
    peer: Peer, target: Target, faults: Faults, typed: Sequence[str], acts: Sequence[bytes | str]
) -> None:
    """Play the peer while a stranger acts; nothing may go wrong on our side."""
    wrong: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: wrong.append(context))
    kind = socket.SOCK_DGRAM if target in DATAGRAMS else socket.SOCK_STREAM
    with socket.socket(socket.AF_INET, kind) as door, tempfile.TemporaryDirectory() as folder:
        door.setblocking(False)
        door.bind((LOOPBACK, 0))
        port = door.getsockname()[1]
        if peer.listens:  # the port is free again, and nobody else is given it so soon
            door.close()
        elif kind == socket.SOCK_STREAM:
            door.listen()
        hand = a_hand(target, faults, typed, port, folder)
        playing = asyncio.ensure_future(peer.play(hand))
        if kind == socket.SOCK_DGRAM:
            with socket.socket(socket.AF_INET, kind) if peer.listens else door as own:
                own.setblocking(False)
                await exchanges(own, port, acts)
        elif peer.listens:
            await visits(port, acts)
        else:
            await is_visited(door, acts)
        await asyncio.wait({playing}, timeout=A_MOMENT)
        playing.cancel()
        with contextlib.suppress(asyncio.CancelledError, Impossible):
            await playing
    assert not wrong
    for step in hand.transcript.story():
        assert printable(step) and not re.search(r"[\x00-\x1f\x7f]", step)


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(talk, "PATIENCE", A_MOMENT)


@pytest.mark.parametrize("target", STREAMS, ids=str)
@given(ACTS, TYPED, FAULTS)
def test_a_peer_by_hand_goes_on_whoever_connects(target, acts, typed, faults):
    peer = beside._peer(target)
    asyncio.run(meet(peer, target, Faults() if peer.refusal(faults) else faults, typed, acts))


@pytest.mark.parametrize("target", DATAGRAMS, ids=str)
@given(ACTS, TYPED, st.sampled_from([Faults(), Faults(drop=frozenset({1, 3}))]))
def test_a_peer_by_hand_goes_on_whatever_datagrams_come(target, acts, typed, faults):
    asyncio.run(meet(beside._peer(target), target, faults, typed, acts))


@pytest.mark.parametrize("target", BY_HAND, ids=str)
def test_a_peer_by_hand_can_be_stopped_at_any_moment(target):
    """As Ctrl-C does it, at each turn of the loop: also just when something has happened."""

    kind = socket.SOCK_DGRAM if target in DATAGRAMS else socket.SOCK_STREAM

    async def stop_at(turn: int) -> bool:
        with (
            socket.socket(socket.AF_INET, kind) as nobody,
            tempfile.TemporaryDirectory() as folder,
        ):
            nobody.bind((LOOPBACK, 0))
            port = nobody.getsockname()[1]
            nobody.close()
            hand = a_hand(target, Faults(), [], port, folder)
            playing = asyncio.ensure_future(beside._peer(target).play(hand))
            for _ in range(turn):
                await asyncio.sleep(0)
            playing.cancel()
            await asyncio.wait({playing}, timeout=10)
            return playing.done()

    assert all(asyncio.run(stop_at(turn)) for turn in range(30))
