"""Frames over a stream socket."""

import socket
import struct

HEAD = struct.Struct(">I")


class Frames:
    """One connection that carries frames in both directions."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link

    def put(self, payload: bytes) -> None:
        self._link.sendall(HEAD.pack(len(payload)) + payload)

    def get(self) -> bytes:
        (count,) = HEAD.unpack(self._link.recv(HEAD.size))
        return self._whole(count)

    def _whole(self, count: int) -> bytes:
        got = b""
        while len(got) < count:
            got += self._link.recv(count - len(got)) or exit("the server hung up")
        return got
