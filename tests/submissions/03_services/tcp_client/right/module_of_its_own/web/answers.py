"""An answer: its status, and the pieces of its body."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import NamedTuple

from web.connection import Connection

WITHOUT_A_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class Answer(NamedTuple):
    status: int
    reason: str
    pieces: Iterator[bytes]

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


def read(connection: Connection) -> Answer:
    while True:
        status, reason = _status(connection.line())
        headers = dict(_headers(connection))
        if status >= 200:
            return Answer(status, reason, _pieces(connection, status, headers))


def _status(line: str) -> tuple[int, str]:
    if not line.startswith("HTTP/"):
        raise ValueError(f"no status line: {line[:40]}")
    _, status, *reason = line.split(" ", 2)
    return int(status), "".join(reason)


def _headers(connection: Connection) -> Iterator[tuple[str, str]]:
    while line := connection.line():
        name, _, value = line.partition(":")
        yield name.lower(), value.strip(" \t")


def _pieces(connection: Connection, status: int, headers: dict[str, str]) -> Iterator[bytes]:
    if status in WITHOUT_A_BODY:
        return
    if headers.get("transfer-encoding", "").lower() == "chunked":
        while size := int(connection.line().split(";")[0], 16):
            yield connection.exactly(size)
            connection.exactly(2)
        return
    if "content-length" in headers:
        yield connection.exactly(int(headers["content-length"]))
        return
    yield connection.to_the_end()
