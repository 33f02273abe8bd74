"""Wrong: a line is brought into another form of Unicode (NFC), in which it has other bytes.

Loses: sends_lines_as_they_are
Says: something other than the frame of line 7 of 7 | Unicode normalization
"""


import contextlib
import io
import socket
import struct
import sys
import unicodedata
from dataclasses import dataclass, field


class Incomplete(Exception):
    """The stream has ended before a frame was whole."""


@dataclass
class Channel:
    stream: io.BufferedRWPair
    header: struct.Struct = field(default=struct.Struct("!L"), repr=False)

    def get(self) -> str:
        (size,) = self.header.unpack(self._take(self.header.size))
        return self._take(size).decode()

    def _take(self, size: int) -> bytes:
        data = self.stream.read(size) if size else b""
        if len(data) < size:
            raise Incomplete(f"got {len(data)} of {size} bytes")
        return data

    def put(self, text: str) -> None:
        raw = unicodedata.normalize("NFC", text).encode()
        self.stream.write(self.header.pack(len(raw)))
        self.stream.write(raw)
        self.stream.flush()


def lines():
    while line := sys.stdin.readline():
        yield line[:-1] if line.endswith("\n") else line


def show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.write("\n")


def main(*where: str) -> None:
    with contextlib.ExitStack() as stack:
        match where:
            case [path]:
                sock = stack.enter_context(socket.socket(socket.AF_UNIX))
                sock.connect(path)
            case [host, port]:
                sock = stack.enter_context(socket.create_connection((host, int(port))))
        channel = Channel(stack.enter_context(sock.makefile("rwb")))
        show(channel.get())
        for line in lines():
            channel.put(line)
            show(channel.get())


if __name__ == "__main__":
    main(*(sys.argv[1:] or ("127.0.0.1", "8898")))
