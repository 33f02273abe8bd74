"""Connections of peers that are played by hand: clients that wait for a server, and servers."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence

from grader.i18n import gettext, gettext_noop
from grader.peers.byhand.hand import LOOPBACK, Hand, Impossible
from grader.peers.tcp.speaker import RESET_ON_CLOSE
from grader.peers.transcript import Party, Role

PIECE = 1 << 16  # bytes that are read at once
BETWEEN_TRIES = 0.2  # seconds, while nobody listens
BETWEEN_PIECES, ALL_PIECES = 0.02, 1.0  # seconds, between two and altogether
TO_TAKE_IT = 0.1  # seconds that a program gets for what was sent before a reset


class Broken(Exception):
    """We have reset the connection on purpose: this conversation is over."""


class Wire:
    """One connection. All that is sent and comes stands in the transcript."""

    def __init__(
        self, hand: Hand, role: Role, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._hand, self._reader, self._writer = hand, reader, writer
        sock = writer.get_extra_info("socket")
        self.party = Party(role, ours=_shown(sock.getsockname()), theirs=_shown(_other(sock)))
        if sock.family != getattr(socket, "AF_UNIX", None):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sent = 0
        self._has_ended = False  # the program's side
        hand.conversations += 1
        if role == "client":
            hand.transcript.grader(self.party, "connect")
        else:
            hand.transcript.program(self.party, "connect")

    async def send(self, data: bytes, note: str = "") -> None:
        """Send a message, with the faults that are wanted. Raises Broken, and OSError."""
        await self._hand.pause()
        left = self._left()
        is_last = left is not None and left <= len(data)
        await self._send_pieces(data[:left] if is_last else data, note)
        if is_last:
            await self.reset()

    def _left(self) -> int | None:
        """Tell how many bytes may be sent until the connection is reset."""
        reset_after = self._hand.faults.reset_after
        return None if reset_after is None else max(0, reset_after - self._sent)

    async def _send_pieces(self, data: bytes, note: str) -> None:
        transcript, size = self._hand.transcript, self._hand.faults.fragment
        self._sent += len(data)
        if size is None or len(data) <= size:
            if data:
                transcript.grader(self.party, "data", data, note=note)
            self._writer.write(data)
            await self._writer.drain()
            return
        said = gettext_noop("{peer} sent {data}, {size} bytes at a time, on purpose")
        if size == 1:
            said = gettext_noop("{peer} sent {data}, byte by byte, on purpose")
        transcript.grader(
            self.party, "data", data, note=note, said=said, fault="pieces", pieces=size, size=size
        )
        between = min(BETWEEN_PIECES, ALL_PIECES * size / len(data))
        for start in range(0, len(data), size):
            self._writer.write(data[start : start + size])
            await self._writer.drain()
            await asyncio.sleep(between)

    async def reset(self) -> None:
        """Reset the connection, as a fault that is wanted. Raises Broken."""
        await asyncio.sleep(TO_TAKE_IT)
        self._hand.transcript.grader(
            self.party,
            "reset",
            said=gettext_noop("{peer} reset the connection, on purpose"),
            fault="reset",
        )
        sock = self._writer.get_extra_info("socket")
        with contextlib.suppress(OSError):  # one of a Unix-domain has no such option
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._writer.transport.abort()
        raise Broken

    async def receive(self) -> bytes:
        """Give what comes next, or b"" at the end, however the connection ended."""
        transcript = self._hand.transcript
        try:
            data = await self._reader.read(PIECE)
        except OSError:
            transcript.program(self.party, "reset")
            return b""
        if data:
            transcript.program(self.party, "data", data)
        elif not self._writer.is_closing():
            self._has_ended = True
            transcript.program(self.party, "end")
        return data

    def end(self) -> None:
        """Close our sending side."""
        if self._writer.is_closing() or not self._writer.can_write_eof():
            return
        with contextlib.suppress(OSError):
            self._writer.write_eof()
            self._hand.transcript.grader(self.party, "end")

    async def close(self) -> None:
        """Close the connection."""
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    def close_in_order(self) -> None:
        """Close the connection; say so, unless the program was the first to do it."""
        if not (self._has_ended or self._writer.is_closing()):
            said = gettext_noop("{peer} closed the connection")
            self._hand.transcript.grader(self.party, "end", said=said)
        self._writer.close()


def _shown(address: object) -> str | None:
    if isinstance(address, tuple):
        return f"{address[0]}:{address[1]}"
    return os.fsdecode(address) if isinstance(address, str | bytes) and address else None


def _other(sock: socket.socket) -> object:
    try:
        return sock.getpeername()
    except OSError:  # it has gone already
        return None


# ------------------------------------------------------------------ as a client


async def connect(hand: Hand, arguments: Sequence[str]) -> Wire:
    """Connect to the program as soon as it listens; `arguments` are what it is started with."""
    is_told = False
    while True:
        try:
            reader, writer = await _connection(hand)
        except OSError:
            if not is_told:
                hand.tell_of_nobody(arguments)
            is_told = True
            await asyncio.sleep(BETWEEN_TRIES)
            continue
        return Wire(hand, "client", reader, writer)


async def _connection(hand: Hand) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a connection. Raises OSError if nobody is there."""
    if hand.path is not None:
        return await asyncio.open_unix_connection(hand.path)
    reader, writer = await asyncio.open_connection(LOOPBACK, hand.port)
    sock = writer.get_extra_info("socket")
    if sock.getsockname() == _other(sock):  # it has met itself, as TCP lets it (RFC 9293, 3.5)
        writer.transport.abort()
        raise ConnectionRefusedError
    return reader, writer


# ------------------------------------------------------------------ as a server


async def serve(hand: Hand, talk: Callable[[Wire], Awaitable[None]], role: Role = "server") -> None:
    """Serve client after client, and several at once, for ever. Raises Impossible."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire = Wire(hand, role, reader, writer)
        try:
            await talk(wire)
            wire.close_in_order()
        except Broken:
            pass
        except OSError:
            hand.transcript.program(wire.party, "reset")
        finally:
            await wire.close()

    with _listening(hand) as sock:
        if hand.path is None:
            server = await asyncio.start_server(handle, sock=sock)
        else:
            server = await asyncio.start_unix_server(handle, sock=sock)
        async with server:
            await server.serve_forever()


@contextlib.contextmanager
def _listening(hand: Hand) -> Iterator[socket.socket]:
    if hand.path is None:
        with bound(hand, socket.SOCK_STREAM) as sock:
            yield sock
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        try:
            sock.bind(hand.path)
        except OSError as error:
            raise Impossible(
                gettext("no socket can be at {path}: {why}", path=hand.path, why=error.strerror)
            ) from None
        try:
            yield sock
        finally:
            with contextlib.suppress(OSError):
                os.unlink(hand.path)


def bound(hand: Hand, kind: socket.SocketKind) -> socket.socket:
    """Make a socket at the address of this session. Raises Impossible."""
    sock = socket.socket(socket.AF_INET, kind)
    try:
        if kind == socket.SOCK_STREAM and os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((LOOPBACK, hand.port))
    except OSError as error:
        sock.close()
        raise Impossible(
            gettext(
                "port {port} is taken: {why}; choose another one",
                port=hand.port,
                why=error.strerror,
            )
        ) from None
    return sock
