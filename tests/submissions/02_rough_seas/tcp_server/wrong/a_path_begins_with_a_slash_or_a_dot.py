"""Wrong: takes for a path only what begins with a slash or a dot, and what else has a colon for HOST:PORT.

Loses: serves_a_unix_socket
Says: int() was given
"""
import os
import socket
import struct
import sys

LIMIT = 16 * 1024 * 1024


def read_exact(conn, n):
    data = bytearray()
    while len(data) < n:
        piece = conn.recv(min(n - len(data), 65536))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def talk(conn):
    hello = ("ready " + socket.gethostname()).encode()
    conn.sendall(struct.pack("!I", len(hello)) + hello)
    while True:
        (n,) = struct.unpack("!I", read_exact(conn, 4))
        if n > LIMIT:
            return
        body = read_exact(conn, n)
        conn.sendall(struct.pack("!I", len(body)) + body[::-1])


def listen(args):
    if args[0][0] in "/.":
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        s.bind(args[0])
    else:
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        host, port = args if len(args) == 2 else args[0].rsplit(":", 1)
        s.bind((host, int(port)))
    s.listen()
    return s


def main():
    s = listen(sys.argv[1:])
    while True:
        conn, _ = s.accept()
        with conn:
            try:
                talk(conn)
            except (EOFError, OSError):
                pass


main()
