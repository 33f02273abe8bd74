"""Wrong: decodes each body with errors="ignore" and turns the text, so bytes that are no text get lost.

Loses: takes_any_bytes
Says: no text in UTF-8 are missing
"""

import socket
import struct
import sys


class Gone(Exception):
    pass


def exactly(conn, n):
    buffer = bytearray(n)
    view = memoryview(buffer)
    while view:
        got = conn.recv_into(view)
        if not got:
            raise Gone
        view = view[got:]
    return buffer


def attend(conn):
    hello = b"ready " + socket.gethostname().encode()
    conn.sendall(struct.pack(">I", len(hello)) + hello)
    while True:
        (n,) = struct.unpack(">I", exactly(conn, 4))
        if n > 16 * 1024 * 1024:
            raise Gone
        body = exactly(conn, n)
        body = body.decode("utf-8", "ignore")[::-1].encode()
        conn.sendall(struct.pack(">I", len(body)) + body)


def main(address):
    if len(address) == 1:
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        s.bind(address[0])
    else:
        s = socket.socket()
        s.bind((address[0], int(address[1])))
    s.listen()
    while True:
        conn, _ = s.accept()
        with conn:
            try:
                attend(conn)
            except (Gone, OSError):
                pass


main(sys.argv[1:])
