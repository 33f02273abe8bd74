"""Wrong: a frame with the same bytes as the one before is taken for a copy of it.

Loses: answers_every_frame
Says: Frame 5 has the same bytes as the one before
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
    last = None
    while True:
        (n,) = struct.unpack("!I", read_exact(conn, 4))
        if n > LIMIT:
            return
        body = read_exact(conn, n)
        if body == last:
            continue
        last = body
        conn.sendall(struct.pack("!I", len(body)) + body[::-1])


def listen(args):
    if len(args) == 1:
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        s.bind(args[0])
    else:
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind((args[0], int(args[1])))
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
