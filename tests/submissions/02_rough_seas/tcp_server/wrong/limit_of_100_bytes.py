"""Wrong: refuses what is longer than 100 bytes, since nobody types more.

Loses: takes_any_bytes, takes_fragments, takes_large_frames
Says: This frame has 300 bytes, and came in pieces of 150 | a shorter one that came byte by byte was answered
    | a frame of 341 bytes of all kinds
Never says: at most n bytes and often fewer
"""
import contextlib
import socket
import struct
import sys

MOST = 100


def exactly(conn, count):
    data = bytearray()
    while len(data) < count:
        piece = conn.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def serve(conn):
    hello = b"ready " + socket.gethostname().encode()
    conn.sendall(struct.pack("!I", len(hello)) + hello)
    while True:
        (count,) = struct.unpack("!I", exactly(conn, 4))
        if count > MOST:
            return
        data = exactly(conn, count)
        conn.sendall(struct.pack("!I", count) + data[::-1])


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
