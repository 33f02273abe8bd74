"""A TCP server for framed messages: it sends each one back, turned round."""

import socket
import struct
import sys

LARGEST = 16 * 1024 * 1024  # bytes


def read_exactly(connection: socket.socket, count: int) -> bytes:
    """Exactly `count` bytes: recv(n) may return fewer. Raises EOFError at the end."""
    data = bytearray()
    while len(data) < count:
        piece = connection.recv(min(count - len(data), 65536))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def send_frame(connection: socket.socket, data: bytes) -> None:
    connection.sendall(struct.pack("!I", len(data)) + data)


def serve(listener: socket.socket) -> None:
    """Serve one client after another on a socket that listens already."""
    while True:
        connection, _ = listener.accept()
        with connection:
            try:
                talk(connection)
            except (EOFError, OSError) as error:
                print("a client left:", repr(error))


def talk(connection: socket.socket) -> None:
    """Greet one client and answer its frames, until it has no more or is not to be believed."""
    send_frame(connection, f"ready {socket.gethostname()}".encode())
    while True:
        (length,) = struct.unpack("!I", read_exactly(connection, 4))
        if length > LARGEST:
            return
        send_frame(connection, read_exactly(connection, length)[::-1])


def listen(address: list[str]) -> socket.socket:
    """Listen on [HOST, PORT], or on [PATH] by a Unix-domain socket."""
    if len(address) == 2:
        return socket.create_server((address[0], int(address[1])))
    return socket.create_server(address[0], family=socket.AF_UNIX)


if __name__ == "__main__":
    serve(listen(sys.argv[1:] or ["127.0.0.1", "8898"]))
