"""Wrong: the end is noticed in front of a frame only; in the body's loop b"" is not looked at.

Loses: survives_broken_clients
Says: closed its sending side after a length
"""
import socket
import sys


def header(conn):
    got = b""
    while len(got) < 4:
        byte = conn.recv(1)
        if not byte:
            return None
        got += byte
    return int.from_bytes(got, "big")


def body(conn, n):
    got = b""
    while len(got) < n:
        got += conn.recv(n - len(got))
    return got


def put(conn, data):
    conn.sendall(len(data).to_bytes(4, "big") + data)


def client(conn):
    put(conn, f"ready {socket.gethostname()}".encode())
    while True:
        n = header(conn)
        if n is None or n > 16777216:
            return
        put(conn, body(conn, n)[::-1])


if len(sys.argv) == 2:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
else:
    listener = socket.socket()
    listener.bind((sys.argv[1], int(sys.argv[2])) if sys.argv[1:] else ("127.0.0.1", 8898))
listener.listen()
while True:
    conn, _ = listener.accept()
    try:
        client(conn)
    except OSError:
        print("connection lost")
    conn.close()
