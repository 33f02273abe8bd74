"""Wrong: where a reply is cut it connects once more and sends the line again.

Loses: fails_at_a_cut_reply
Says: connected to the server a second time
"""

import io
import socket
import sys
from typing import BinaryIO, Iterator, Optional


class ProtocolException(Exception):
    """The server has left before a frame was complete."""


class FrameConnection:
    HEADER_LENGTH = 4

    def __init__(self, address: list[str]) -> None:
        self._address = address
        self._socket: Optional[socket.socket] = None
        self._input: Optional[BinaryIO] = None

    def open(self) -> None:
        if len(self._address) == 1:
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._socket.connect(self._address[0])
        else:
            self._socket = socket.create_connection((self._address[0], int(self._address[1])))
        self._input = self._socket.makefile("rb")

    def close(self) -> None:
        if self._input is not None:
            self._input.close()
            self._input = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _read(self, count: int) -> bytes:
        assert self._input is not None
        data = self._input.read(count)
        if len(data) != count:
            raise ProtocolException(f"{len(data)} bytes of {count} have come")
        return data

    def receive(self) -> str:
        length = int.from_bytes(self._read(self.HEADER_LENGTH), byteorder="big", signed=False)
        return self._read(length).decode("utf-8")

    def send(self, text: str) -> None:
        assert self._socket is not None
        data = text.encode("utf-8")
        self._socket.sendall(len(data).to_bytes(self.HEADER_LENGTH, byteorder="big", signed=False) + data)


class Client:
    def __init__(self, connection: FrameConnection, output: io.TextIOBase) -> None:
        self._connection = connection
        self._output = output

    def _print(self, text: str) -> None:
        self._output.write(text + "\n")
        self._output.flush()

    def _ask(self, line: str) -> str:
        try:
            self._connection.send(line)
            return self._connection.receive()
        except (ProtocolException, OSError) as exception:
            print("reconnecting:", exception, file=sys.stderr)
        self._connection.close()
        self._connection.open()
        self._connection.receive()
        self._connection.send(line)
        return self._connection.receive()

    def run(self, lines: Iterator[str]) -> int:
        self._connection.open()
        try:
            self._print(self._connection.receive())
            for line in lines:
                self._print(self._ask(line[:-1] if line.endswith("\n") else line))
        finally:
            self._connection.close()
        return 0


def main() -> int:
    client = Client(FrameConnection(sys.argv[1:] or ["127.0.0.1", "8898"]), sys.stdout)
    try:
        return client.run(iter(sys.stdin))
    except (ProtocolException, OSError) as exception:
        print("error:", exception, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
