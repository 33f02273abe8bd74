"""Wrong: the address of the tutorial is written into it.

Loses: connects
Says: Your program connected to 127.0.0.1:8898, but it was started with 127.
Never says: sandbox
"""

import socket
import struct
import sys


def read_exactly(connection: socket.socket, count: int) -> bytes:
    """Exactly `count` bytes: recv(n) may return fewer. Raises EOFError at the end."""
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            raise EOFError("the server hung up in the middle of a frame")
        data += piece
    return data


def read_frame(connection: socket.socket) -> str:
    (length,) = struct.unpack("!I", read_exactly(connection, 4))
    return read_exactly(connection, length).decode("utf-8")


def connect(address: list[str]) -> socket.socket:
    """Connect to [HOST, PORT], or to [PATH] by a Unix-domain socket."""
    if len(address) == 2:
        return socket.create_connection(("127.0.0.1", 8898))
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(address[0])
    return connection


def talk(address: list[str]) -> None:
    """Talk with the server at this address until the input ends."""
    with connect(address) as connection:
        print(read_frame(connection))
        for line in sys.stdin:
            data = line.removesuffix("\n").encode("utf-8")
            connection.sendall(struct.pack("!I", len(data)) + data)
            print(read_frame(connection))


if __name__ == "__main__":
    talk(sys.argv[1:] or ["127.0.0.1", "8898"])
