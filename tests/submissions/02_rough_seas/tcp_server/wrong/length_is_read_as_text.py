"""Wrong: decodes the four bytes of a length as UTF-8, and takes the numbers of the characters.

Loses: takes_any_bytes
Says: a frame of 200 bytes: the last byte of its length is above 127
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
        n = 0
        for c in read_exact(conn, 4).decode("utf-8", "replace"):
            n = n * 256 + ord(c)
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
