"""Wrong: takes HOST from the command line, and always listens at port 8898.

Loses: listens
Says: command line
"""
import socket
import struct
import sys

PORT = 8898


def take(conn, count):
    data = bytearray()
    while len(data) < count:
        more = conn.recv(min(count - len(data), 65536))
        if not more:
            return None
        data += more
    return bytes(data)


def give(conn, data):
    conn.sendall(struct.pack(">I", len(data)) + data)


def serve(conn):
    give(conn, f"ready {socket.gethostname()}".encode())
    while (head := take(conn, 4)) is not None:
        (length,) = struct.unpack(">I", head)
        if length > 1 << 24:
            return
        body = take(conn, length)
        if body is None:
            return
        give(conn, body[::-1])


if len(sys.argv) == 2:
    door = socket.socket(socket.AF_UNIX)
    door.bind(sys.argv[1])
else:
    door = socket.socket()
    door.bind((sys.argv[1], PORT))
door.listen()
while True:
    client, _ = door.accept()
    try:
        with client:
            serve(client)
    except OSError as error:
        print("lost a client:", error)
