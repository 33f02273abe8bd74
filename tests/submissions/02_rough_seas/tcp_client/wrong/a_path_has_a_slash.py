"""Wrong: takes its one argument for a path only if a slash is in it.

Loses: uses_a_unix_socket
Says: one argument
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final, TextIO

ENCODING: Final = "utf-8"
LENGTH_SIZE: Final = 4


class ServerLeft(Exception):
    """The stream ended where more bytes were due."""


@dataclass(frozen=True, slots=True)
class Channel:
    sock: socket.socket

    def _fill(self, count: int) -> bytes:
        data = bytearray(count)
        with memoryview(data) as view:
            filled = 0
            while filled < count:
                got = self.sock.recv_into(view[filled:])
                if got == 0:
                    raise ServerLeft(f"{count - filled} bytes are missing")
                filled += got
        return bytes(data)

    def receive(self) -> str:
        size = int.from_bytes(self._fill(LENGTH_SIZE), "big")
        return str(self._fill(size), ENCODING)

    def send(self, text: str) -> None:
        data = text.encode(ENCODING)
        self.sock.sendall(len(data).to_bytes(LENGTH_SIZE, "big") + data)


def dial(address: Sequence[str]) -> socket.socket:
    match address:
        case [path] if "/" in path:
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            sock.connect(path)
            return sock
        case [host, port]:
            return socket.create_connection((host, int(port)))
        case _:
            raise SystemExit("usage: tcp_client.py HOST PORT | PATH")


def lines(stream: TextIO) -> Iterator[str]:
    for line in stream:
        yield line.rstrip("\n")


def conversation(channel: Channel, questions: Iterable[str]) -> Iterator[str]:
    yield channel.receive()
    for question in questions:
        channel.send(question)
        yield channel.receive()


def main(address: Sequence[str]) -> int:
    with ExitStack() as stack:
        channel = Channel(stack.enter_context(dial(address)))
        try:
            for text in conversation(channel, lines(sys.stdin)):
                print(text)
        except ServerLeft as error:
            print("the server has left:", error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["127.0.0.1", "8898"]))
