"""Wrong: SO_LINGER with zero seconds: what is still on its way is lost when it closes.

Loses: answers_after_half_close
Says: SO_LINGER with a time of 0 makes close() reset the connection
Never says: were never read
"""
import contextlib
import socket
import struct
import sys


def exactly(conn, count):
    data = bytearray()
    while len(data) < count:
        piece = conn.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def serve(conn):
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    hello = b"ready " + socket.gethostname().encode()
    conn.sendall(struct.pack("!I", len(hello)) + hello)
    while True:
        (count,) = struct.unpack("!I", exactly(conn, 4))
        if count > 1 << 24:
            return
        conn.sendall(struct.pack("!I", count) + exactly(conn, count)[::-1])


if len(sys.argv) == 2:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen()
else:
    listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
while True:
    conn, _ = listener.accept()
    with conn, contextlib.suppress(EOFError, OSError):
        serve(conn)
