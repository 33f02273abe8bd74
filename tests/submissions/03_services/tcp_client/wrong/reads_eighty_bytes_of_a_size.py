"""Wrong: reads at most 80 bytes of the line with the size of a chunk.

Loses: passes_over_extensions_and_trailers
Says: such as ;name=value, of up to 2
"""
from __future__ import annotations

import socket
import sys
from abc import ABC, abstractmethod
from contextlib import ExitStack
from typing import BinaryIO, Iterator, Mapping, NamedTuple
from urllib.parse import SplitResult, urlsplit


class HttpError(Exception):
    """What came is not a whole answer of HTTP."""


class Status(NamedTuple):
    code: int
    reason: str

    @classmethod
    def parse(cls, line: bytes) -> Status:
        if not line:
            raise HttpError("the server said nothing")
        if not line.startswith(b"HTTP/"):
            raise HttpError("the server does not speak HTTP")
        words = line.decode("iso-8859-1").strip().split(None, 2)
        if len(words) < 2:
            raise HttpError("a status line without a status")
        return cls(int(words[1]), words[2] if len(words) == 3 else "")

    @property
    def is_interim(self) -> bool:
        return self.code < 200

    @property
    def is_success(self) -> bool:
        return 200 <= self.code < 300

    @property
    def has_body(self) -> bool:
        return self.code not in (204, 304)


class Body(ABC):
    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    @abstractmethod
    def __iter__(self) -> Iterator[bytes]: ...

    def take(self, size: int) -> bytes:
        data = self.stream.read(size)
        if len(data) < size:
            raise HttpError(f"{size - len(data)} bytes are missing")
        return data


class NoBody(Body):
    def __iter__(self) -> Iterator[bytes]:
        return iter(())


class FixedBody(Body):
    def __init__(self, stream: BinaryIO, length: int) -> None:
        super().__init__(stream)
        self.length = length

    def __iter__(self) -> Iterator[bytes]:
        left = self.length
        while left:
            piece = self.take(min(left, 50_000))
            left -= len(piece)
            yield piece


class ChunkedBody(Body):
    def size(self) -> int:
        line = self.stream.readline(80)
        digits, _, _ = line.partition(b";")
        text = digits.strip().decode("iso-8859-1")
        if not text or text.strip("0123456789abcdefABCDEF"):
            raise HttpError(f"no size of a chunk: {line!r}")
        return int(text, 16)

    def __iter__(self) -> Iterator[bytes]:
        while size := self.size():
            yield self.take(size)
            self.take(2)


class OpenEndedBody(Body):
    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.stream.read(16_384), b"")


def read_fields(stream: BinaryIO) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    while True:
        line = stream.readline()
        if not line.endswith(b"\n"):
            raise HttpError("the headers are cut short")
        if not line.strip():
            return fields
        name, _, value = line.decode("iso-8859-1").partition(":")
        fields[name.casefold()] = value.strip()


def choose_body(stream: BinaryIO, status: Status, fields: Mapping[str, str]) -> Body:
    if not status.has_body:
        return NoBody(stream)
    if fields.get("transfer-encoding", "").casefold() == "chunked":
        return ChunkedBody(stream)
    if "content-length" in fields:
        return FixedBody(stream, int(fields["content-length"]))
    return OpenEndedBody(stream)


def request(parts: SplitResult) -> bytes:
    target = parts.path or "/"
    if parts.query:
        target = f"{target}?{parts.query}"
    lines = [f"GET {target} HTTP/1.1", f"Host: {parts.netloc}", "User-Agent: classes/1.0"]
    return "".join(line + "\r\n" for line in lines + [""]).encode("ascii")


def get(url: str) -> int:
    parts = urlsplit(url)
    with ExitStack() as stack:
        connection = stack.enter_context(socket.create_connection((parts.hostname, parts.port)))
        stream = stack.enter_context(connection.makefile("rb"))
        connection.sendall(request(parts))
        while True:
            status = Status.parse(stream.readline())
            fields = read_fields(stream)
            if not status.is_interim:
                break
        for piece in choose_body(stream, status, fields):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    if status.is_success:
        return 0
    print(f"{status.code} {status.reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(get(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8898/"))
    except (HttpError, OSError) as error:
        sys.exit(f"tcp_client: {error}")
