"""Wrong: the listening socket is bound, but listen() is never called.

Loses: listens
Says: listen() opens the door
"""
import socket
import struct
import sys


def read(conn, n):
    data = b""
    while len(data) < n:
        more = conn.recv(n - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def talk(conn):
    hello = b"ready " + socket.gethostname().encode()
    conn.sendall(struct.pack("!I", len(hello)) + hello)
    while True:
        n = struct.unpack("!I", read(conn, 4))[0]
        if n > 16777216:
            return
        conn.sendall(struct.pack("!I", n) + read(conn, n)[::-1])


if len(sys.argv) == 2:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(sys.argv[1])
else:
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))

while True:
    conn, addr = server.accept()
    try:
        talk(conn)
    except (EOFError, OSError):
        print("client is gone")
    conn.close()
