"""Frames on a stream: a length in 4 bytes, big-endian, and then that many bytes.

TCP delivers bytes, and does not tell where a message ends. So both programs of the pair put the
length of a message before it, and read by that length. They share this module.
"""

import socket

WIDTH = 4  # bytes of a length
LARGEST = 16 * 1024 * 1024  # bytes; whoever promises more is not believed


def read_exactly(connection: socket.socket, count: int) -> bytes:
    """Return exactly `count` bytes of the stream. Raises EOFError if it ends before."""
    data = bytearray()  # grows in place; `bytes +=` would copy all of it for each piece
    while len(data) < count:
        # Asks for no more than is missing: what comes after belongs to the next frame.
        # And for 64 KiB at most: recv(n) reserves n bytes before anything has come.
        piece = connection.recv(min(count - len(data), 65536))
        if not piece:  # b"" is the end of the stream, never an empty message
            raise EOFError(f"the stream ended after {len(data)} of {count} bytes")
        data += piece
    return bytes(data)


def read_frame(connection: socket.socket) -> bytes:
    """Return the bytes of the next frame.

    Raises EOFError if the stream ends before or in it, and ValueError for a length that is too high.
    """
    length = int.from_bytes(read_exactly(connection, WIDTH), "big")
    if length > LARGEST:  # before anything is read or reserved for it
        raise ValueError(f"a frame of {length} bytes is refused: {LARGEST} are allowed")
    return read_exactly(connection, length)


def send_frame(connection: socket.socket, data: bytes) -> None:
    """Send these bytes as one frame; return when the system has taken all of them."""
    # sendall() goes on where send() may stop: when the other side reads late, buffers are full.
    connection.sendall(len(data).to_bytes(WIDTH, "big") + data)
