"""Wrong: looks for 204 and 304 in the reason, too.

Loses: tells_of_other_statuses
Says: 204 304, and its body is written all the same
"""

import enum
import logging
import socket
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Iterator, Optional
import urllib.parse

logging.basicConfig(stream=sys.stderr, level=logging.INFO)
LOGGER = logging.getLogger("HttpClient")


class ProtocolError(RuntimeError):
    pass


class InputBuffer:
    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._buffer = bytearray()
        self._eof = False

    def _fill(self) -> bool:
        if self._eof:
            return False
        piece = self._sock.recv(16384)
        self._eof = not piece
        self._buffer += piece
        return not self._eof

    def read_line(self) -> str:
        start = 0
        while (i := self._buffer.find(b"\n", start)) < 0:
            start = len(self._buffer)
            if not self._fill():
                raise ProtocolError("unexpected end of stream")
        raw = bytes(self._buffer[:i]).rstrip(b"\r")
        del self._buffer[: i + 1]
        return raw.decode("iso-8859-1")

    def read_some(self, at_most: Optional[int]) -> bytes:
        if not self._buffer:
            self._fill()
        n = len(self._buffer) if at_most is None else min(at_most, len(self._buffer))
        raw = bytes(self._buffer[:n])
        del self._buffer[:n]
        return raw


class Body(ABC):
    def __init__(self, source: InputBuffer) -> None:
        self.source = source

    @abstractmethod
    def parts(self) -> Iterator[bytes]: ...

    def fixed(self, length: int) -> Iterator[bytes]:
        while length > 0:
            part = self.source.read_some(length)
            if part == b"":
                raise ProtocolError(f"{length} bytes missing")
            length -= len(part)
            yield part


class EmptyBody(Body):
    def parts(self):
        return iter(())


class LengthBody(Body):
    def __init__(self, source, length):
        super().__init__(source)
        self.length = length

    def parts(self):
        yield from self.fixed(self.length)


class ChunkedBody(Body):
    HEX = frozenset("0123456789abcdefABCDEF")

    def parts(self):
        while True:
            text = self.source.read_line().partition(";")[0].strip()
            if not text or not set(text) <= self.HEX:
                raise ProtocolError(f"chunk size {text!r}")
            size = int(text, 16)
            if size == 0:
                break
            yield from self.fixed(size)
            if self.source.read_line() != "":
                raise ProtocolError("chunk without end")
        while self.source.read_line() != "":
            pass


class CloseBody(Body):
    def parts(self):
        while part := self.source.read_some(None):
            yield part


class Family(enum.Enum):
    INTERIM, SUCCESS, OTHER = range(3)

    @classmethod
    def of(cls, status: int) -> "Family":
        return {1: cls.INTERIM, 2: cls.SUCCESS}.get(status // 100, cls.OTHER)


@dataclass(frozen=True)
class Head:
    status: int
    reason: str
    fields: dict

    @staticmethod
    def read(source: InputBuffer) -> "Head":
        status_line = source.read_line()
        if not status_line.startswith("HTTP/"):
            raise ProtocolError(f"no HTTP: {status_line!r}")
        _, status, *reason = status_line.split(None, 2)
        fields = {}
        while text := source.read_line():
            key, _, value = text.partition(":")
            fields[key.strip().lower()] = value.strip()
        return Head(int(status), "".join(reason), fields)

    def body(self, source: InputBuffer) -> Body:
        if "204" in f"{self.status} {self.reason}" or "304" in f"{self.status} {self.reason}":
            return EmptyBody(source)
        if "chunked" in self.fields.get("transfer-encoding", "").lower():
            return ChunkedBody(source)
        if (length := self.fields.get("content-length")) is not None:
            return LengthBody(source, int(length))
        return CloseBody(source)


class HttpClient:
    def __init__(self, url: str) -> None:
        self.url = urllib.parse.urlparse(url)

    def run(self) -> int:
        target = urllib.parse.urlunparse(("", "", self.url.path, self.url.params, self.url.query, ""))
        with socket.create_connection((self.url.hostname, self.url.port), 30) as sock:
            sock.sendall("\r\n".join([f"GET {target} HTTP/1.1", f"Host: {self.url.netloc}", "User-Agent: HttpClient/1.0",
                                      "Accept: */*", "", ""]).encode("ascii"))
            source = InputBuffer(sock)
            while Family.of((head := Head.read(source)).status) is Family.INTERIM:
                LOGGER.info("interim %s", head)
            for part in head.body(source).parts():
                sys.stdout.buffer.write(part)
        sys.stdout.flush()
        if Family.of(head.status) is Family.SUCCESS:
            return 0
        LOGGER.error("%d %s", head.status, head.reason)
        return 1


if __name__ == "__main__":
    try:
        code = HttpClient(sys.argv[1]).run()
    except (OSError, ProtocolError) as e:
        LOGGER.error("failed: %s", e)
        code = 2
    sys.exit(code)
