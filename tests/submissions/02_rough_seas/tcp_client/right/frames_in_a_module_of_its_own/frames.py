"""Frames over a stream socket."""

import socket
import struct

HEAD = struct.Struct(">I")


class Frames:
    """One connection that carries frames in both directions."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._in = link.makefile("rb")

    def put(self, payload: bytes) -> None:
        self._link.sendall(HEAD.pack(len(payload)) + payload)

    def get(self) -> bytes:
        (count,) = HEAD.unpack(self._whole(HEAD.size))
        return self._whole(count)

    def _whole(self, count: int) -> bytes:
        got = self._in.read(count)
        if len(got) < count:
            raise EOFError(f"{len(got)} of {count} bytes came")
        return got
