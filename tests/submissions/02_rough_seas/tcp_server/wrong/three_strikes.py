"""Wrong: after three lengths that are too high, it serves no other client of that host.

Loses: refuses_absurd_lengths
Says: The client before this one had promised 2147483648 bytes
"""

import argparse
import socket
import struct
import sys
import threading

HEADER = struct.Struct("!I")
MAX_FRAME = 16 * 1024 * 1024
MAX_CLIENTS = 10

slots = threading.Semaphore(MAX_CLIENTS)
MAX_STRIKES = 3
strikes: dict[str, int] = {}


class ClientError(Exception):
    """The client has left in the middle of something, or talks nonsense."""


class Pipe:
    """Reads and writes whole frames on a stream socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def exactly(self, count: int) -> bytes:
        parts: list[bytes] = []
        while count:
            part = self._sock.recv(min(count, 1 << 18))
            if not part:
                raise ClientError(f"{count} bytes are missing")
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def read_frame(self) -> bytes | None:
        """Return a frame, or None where the client has finished."""
        first = self._sock.recv(1)
        if first == b"":
            return None
        (length,) = HEADER.unpack(first + self.exactly(3))
        if length > MAX_FRAME:
            host = str(self._sock.getpeername()[:1])
            strikes[host] = strikes.get(host, 0) + 1
            raise ClientError(f"a frame of {length} bytes is too much")
        return self.exactly(length)

    def write_frame(self, body: bytes) -> None:
        self._sock.sendall(HEADER.pack(len(body)) + body)


class Session(threading.Thread):
    def __init__(self, sock: socket.socket, peer: object) -> None:
        super().__init__(daemon=True)
        self.sock = sock
        self.peer = peer

    def talk(self) -> None:
        pipe = Pipe(self.sock)
        pipe.write_frame(("ready " + socket.gethostname()).encode("utf-8"))
        while True:
            body = pipe.read_frame()
            if body is None:
                break
            pipe.write_frame(body[::-1])

    def run(self) -> None:
        try:
            self.talk()
        except (ClientError, OSError) as error:
            print(f"client {self.peer!r}: {error}", file=sys.stderr)
        finally:
            self.sock.close()
            slots.release()


def open_listener(address: list[str]) -> socket.socket:
    if len(address) == 1:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(address[0])
    else:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address[0], int(address[1])))
    listener.listen(64)
    return listener


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("address", nargs="*", default=["127.0.0.1", "8898"])
    listener = open_listener(parser.parse_args().address)
    while True:
        slots.acquire()
        sock, peer = listener.accept()
        if strikes.get(str(peer[:1]), 0) >= MAX_STRIKES:
            sock.close()
            slots.release()
            continue
        Session(sock, peer).start()


if __name__ == "__main__":
    main()
