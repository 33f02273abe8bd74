"""Wrong: reads each byte of a length as a number from -128 to 127.

Loses: takes_any_bytes, refuses_absurd_lengths
Says: a frame of 200 bytes: the last byte of its length is above 127 | its length is 0
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
        a, b, c, d = struct.unpack("4b", read_exact(conn, 4))
        n = (a << 24) + (b << 16) + (c << 8) + d
        if n > LIMIT:
            return
        body = read_exact(conn, n)
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
