"""The channel to a module's process, on which a function is called: bytes there and back.

Where the process is a learner's own from the start, it is a pair of pipes. A socket would do
as well, but with its bytes may come descriptors (unix(7), SCM_RIGHTS), and to close
somebody else's socket can take as long as he likes (socket(7), SO_LINGER).
"""

import os
import select
import socket
import threading
from collections.abc import Sequence
from typing import Protocol

CLOSED = -1  # no descriptor


class Readable(Protocol):
    """A thing that select() can wait for."""

    def fileno(self) -> int: ...


def ready_of(
    readable: Sequence[Readable], writable: Sequence[Readable], seconds: float
) -> tuple[list[Readable], list[Readable]]:
    """Wait until some of these are ready, and give them; Windows cannot wait for nothing."""
    if not readable and not writable:
        threading.Event().wait(seconds)
        return [], []
    ready, ready_to_write, _ = select.select(readable, writable, [], seconds)
    return ready, ready_to_write


class Channel(Readable, Protocol):
    """Bytes to a process and from it; to read from is this itself, to write to is `into`.

    Nothing here waits: what cannot be done at once raises BlockingIOError.
    """

    @property
    def into(self) -> Readable:
        """What is ready when there is room for more bytes."""

    def recv(self, count: int, /) -> bytes:
        """Read up to `count` bytes; b"" at the end. Raises OSError."""

    def send(self, data: bytes | memoryview, /) -> int:
        """Write what there is room for, and tell how many bytes that were. Raises OSError."""

    def close(self) -> None: ...


class Pipe:
    """Our end of a pipe, which never waits: what is readable now another may have read by then."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        os.set_blocking(descriptor, False)

    def fileno(self) -> int:
        """Give its descriptor; once it is closed, the number that no file has."""
        return self._descriptor

    def read(self, count: int) -> bytes:
        """Read up to `count` bytes; b"" at the end. Raises BlockingIOError."""
        return os.read(self._descriptor, count)

    def close(self) -> None:
        """Give it back; doing so twice does nothing."""
        if self._descriptor != CLOSED:
            os.close(self._descriptor)
            self._descriptor = CLOSED


class PipeChannel:
    """A `Channel` of two pipes."""

    def __init__(self, out_of: Pipe, into: Pipe) -> None:
        self._out_of, self.into = out_of, into

    def fileno(self) -> int:
        return self._out_of.fileno()

    def recv(self, count: int) -> bytes:
        return self._out_of.read(count)

    def send(self, data: bytes | memoryview) -> int:
        return os.write(self.into.fileno(), data)

    def close(self) -> None:
        self._out_of.close()
        self.into.close()


class SocketChannel:
    """A `Channel` on a socket, whose other end is ours as well."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = self.into = sock
        sock.setblocking(False)

    def fileno(self) -> int:
        return self._socket.fileno()

    def recv(self, count: int) -> bytes:
        return self._socket.recv(count)

    def send(self, data: bytes | memoryview) -> int:
        return self._socket.send(data)

    def close(self) -> None:
        self._socket.close()
