"""Wrong: a frame with N = 0 is passed over without an answer.

Loses: takes_any_bytes
Says: a frame without bytes (N = 0)
"""
import socket
import sys


class Gone(Exception):
    pass


def get(conn, n):
    buffer = bytearray(n)
    at = 0
    while at < n:
        k = conn.recv_into(memoryview(buffer)[at:])
        if k == 0:
            raise Gone()
        at += k
    return bytes(buffer)


def put(conn, message):
    conn.sendall(len(message).to_bytes(4, "big"))
    conn.sendall(message)


def serve(s):
    while True:
        conn, _ = s.accept()
        try:
            put(conn, f"ready {socket.gethostname()}".encode())
            while True:
                n = int.from_bytes(get(conn, 4), "big")
                if n > 16777216:
                    raise Gone()
                if n > 0:
                    put(conn, get(conn, n)[::-1])
        except (Gone, OSError):
            conn.close()


if len(sys.argv) == 2:
    s = socket.socket(socket.AF_UNIX)
    s.bind(sys.argv[1])
else:
    s = socket.socket()
    s.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
s.listen()
serve(s)
