"""Wrong: the greeting is decoded as ASCII, and only the replies as UTF-8.

Loses: sends_utf8
Says: were decoded as ASCII
"""

import socket
import sys


def frame():
    """Yields the number of bytes it wants, is sent them, and returns the frame."""
    size = 0
    for _ in range(4):
        size = size * 256 + (yield 1)[0]
    return (yield size) if size else b""


class Stream(socket.socket):
    """A socket that knows what has come and was not asked for."""

    def __init__(self, family):
        super().__init__(family, socket.SOCK_STREAM)
        self.rest = b""
        self.over = False

    def some(self, size):
        parts, have = [self.rest], len(self.rest)
        while have < size:
            part = self.recv(65536)
            if part == b"":
                raise SystemExit(f"the server went away, {size - have} bytes are missing")
            parts.append(part)
            have += len(part)
        everything = b"".join(parts)
        self.rest = everything[size:]
        return everything[:size]

    def run(self, task):
        try:
            wanted = next(task)
            while True:
                wanted = task.send(self.some(wanted))
        except StopIteration as end:
            return end.value


def main(address):
    if len(address) == 1:
        stream = Stream(socket.AF_UNIX)
        stream.connect(*address)
    else:
        stream = Stream(socket.AF_INET)
        stream.connect((address[0], int(address[1])))
    greeting = stream.run(frame())
    print(greeting.decode("ascii"))
    for line in iter(sys.stdin.buffer.readline, b""):
        line = line.removesuffix(b"\n")
        stream.sendall(len(line).to_bytes(4, "big") + line)
        print(stream.run(frame()).decode("utf-8"))
    stream.close()


main(sys.argv[1:] or ["127.0.0.1", "8898"])
