"""Wrong: the greeting stands before the loop of clients, with the first accept.

Loses: serves_the_next_client
Says: sent no greeting | This is the second client
"""
import socket
import struct
import sys


def recv_exactly(conn, n):
    got = b""
    while len(got) < n:
        more = conn.recv(n - len(got))
        if not more:
            raise EOFError
        got += more
    return got


def send(conn, body):
    conn.sendall(struct.pack("!I", len(body)) + body)


def loop(conn):
    while True:
        n = struct.unpack("!I", recv_exactly(conn, 4))[0]
        if n > 16777216:
            return
        send(conn, recv_exactly(conn, n)[::-1])


def serve(listener):
    listener.listen()
    conn, _ = listener.accept()
    try:
        send(conn, f"ready {socket.gethostname()}".encode())
    except OSError:
        pass
    while True:
        try:
            loop(conn)
        except (EOFError, OSError):
            pass
        conn.close()
        conn, _ = listener.accept()


args = sys.argv[1:] or ["127.0.0.1", "8898"]
if len(args) == 1:
    sock = socket.socket(socket.AF_UNIX)
    sock.bind(args[0])
else:
    sock = socket.socket()
    sock.bind((args[0], int(args[1])))
serve(sock)
