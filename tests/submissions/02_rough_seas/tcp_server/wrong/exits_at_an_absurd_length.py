"""Wrong: an absurd length is refused with sys.exit, which ends the server for everybody.

Loses: refuses_absurd_lengths
Says: The client before this one had promised
"""
import socket
import struct
import sys


def read(f, n):
    data = f.read(n)
    if len(data) != n:
        raise EOFError
    return data


def conversation(conn):
    f = conn.makefile("rb")
    hello = ("ready " + socket.gethostname()).encode()
    conn.sendall(struct.pack("!I", len(hello)) + hello)
    while True:
        n = struct.unpack("!I", read(f, 4))[0]
        if n > 16777216:
            sys.exit("message is too long: %d bytes" % n)
        conn.sendall(struct.pack("!I", n) + read(f, n)[::-1])


def serve(s):
    s.listen(3)
    while True:
        conn, _ = s.accept()
        with conn:
            try:
                conversation(conn)
            except (OSError, EOFError):
                continue


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX)
    sock.bind(sys.argv[1])
else:
    host, port = sys.argv[1:] or ("127.0.0.1", "8898")
    sock = socket.socket()
    sock.bind((host, int(port)))
serve(sock)
