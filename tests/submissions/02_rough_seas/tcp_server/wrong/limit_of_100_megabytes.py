"""Wrong: the limit is 100 MB, six times too high.

Loses: refuses_absurd_lengths
Says: The length promised 16,777,217 bytes
"""
import os
import signal
import socket
import sys

MAX = 100_000_000


def need(conn, n):
    got = bytearray()
    while len(got) < n:
        more = conn.recv(min(n - len(got), 1 << 20))
        if not more:
            os._exit(0)
        got += more
    return bytes(got)


def say(conn, what):
    conn.sendall(len(what).to_bytes(4, "big") + what)


def child(conn):
    say(conn, b"ready " + socket.gethostname().encode())
    while True:
        n = int.from_bytes(need(conn, 4), "big")
        if n > MAX:
            return
        say(conn, need(conn, n)[::-1])


signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if len(sys.argv) == 2:
    door = socket.socket(socket.AF_UNIX)
    door.bind(sys.argv[1])
else:
    door = socket.socket()
    door.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))
door.listen()
while True:
    conn, _ = door.accept()
    if os.fork() == 0:
        try:
            child(conn)
        finally:
            os._exit(1)
    conn.close()
