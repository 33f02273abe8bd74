"""Wrong: an answer that is not good gives status 2.

Loses: tells_of_other_statuses
Says: Here it should be 1|ended with status 2
Never says: eight bits|all was well
"""

from __future__ import annotations

import sys
import urllib.parse
from dataclasses import dataclass, field
from socket import create_connection, socket


class HttpError(Exception):
    pass


class Stream:
    def __init__(self, sock: socket):
        self.sock = sock
        self.buffer = bytearray()

    def fill(self) -> bool:
        data = self.sock.recv(3000)
        self.buffer.extend(data)
        return bool(data)

    def line(self) -> bytes:
        while (at := self.buffer.find(b"\r\n")) < 0:
            if not self.fill():
                raise HttpError("unexpected end of the stream in a line")
        line = bytes(self.buffer[:at])
        del self.buffer[: at + 2]
        return line

    def exactly(self, n: int):
        while n > 0:
            if not self.buffer and not self.fill():
                raise HttpError(f"{n} bytes are missing")
            piece = bytes(self.buffer[:n])
            del self.buffer[:n]
            n -= len(piece)
            yield piece

    def rest(self):
        yield bytes(self.buffer)
        self.buffer.clear()
        while self.fill():
            yield bytes(self.buffer)
            self.buffer.clear()


@dataclass
class Response:
    status: int
    reason: str
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, stream: Stream) -> Response:
        line = stream.line().decode("latin1")
        version, _, rest = line.partition(" ")
        if not version.startswith("HTTP/"):
            raise HttpError(f"bad status line {line!r}")
        code, _, reason = rest.partition(" ")
        response = cls(int(code), reason)
        while header := stream.line():
            name, _, value = header.decode("latin1").partition(":")
            response.headers[name.title()] = value.strip()
        return response

    def body(self, stream: Stream):
        if self.status in {204, 304}:
            return iter(())
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self.chunks(stream)
        if "Content-Length" in self.headers:
            return stream.exactly(int(self.headers["Content-Length"]))
        return stream.rest()

    def chunks(self, stream: Stream):
        while size := int(stream.line().partition(b";")[0], 16):
            yield from stream.exactly(size)
            if stream.line() != b"":
                raise HttpError("chunk without an end")
        while stream.line():
            pass


def main(url: str) -> int:
    parts = urllib.parse.urlsplit(url)
    with create_connection((parts.hostname, parts.port), timeout=30) as sock:
        target = urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))
        sock.sendall(f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        stream = Stream(sock)
        while (response := Response.read(stream)).status // 100 == 1:
            pass
        for piece in response.body(stream):
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
    if response.status // 100 == 2:
        return 0
    sys.stderr.write(f"{response.status} {response.reason}\n")
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except (HttpError, OSError, ValueError) as error:
        sys.stderr.write(f"tcp_client: {error}\n")
        sys.exit(2)
