"""A connection that gives lines and exact numbers of bytes."""

import socket


class Connection:
    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port))
        self._have = b""

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, *lines: str) -> None:
        self._socket.sendall("".join(line + "\r\n" for line in (*lines, "")).encode())

    def line(self) -> str:
        while b"\r\n" not in self._have:
            self._need_more()
        line, _, self._have = self._have.partition(b"\r\n")
        return line.decode("latin-1")

    def exactly(self, count: int) -> bytes:
        while len(self._have) < count:
            self._need_more()
        taken, self._have = self._have[:count], self._have[count:]
        return taken

    def to_the_end(self) -> bytes:
        parts = [self._have]
        while part := self._socket.recv(1 << 14):
            parts.append(part)
        return b"".join(parts)

    def _need_more(self) -> None:
        data = self._socket.recv(1 << 14)
        if not data:
            raise EOFError("the server closed the connection too early")
        self._have += data
