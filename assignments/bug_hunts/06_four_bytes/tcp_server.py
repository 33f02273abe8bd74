"""Sends each frame back with its bytes in reverse order."""

import socket
import struct
import sys


def read_body(conn, n):
    body = b""
    while len(body) < n:
        chunk = conn.recv(min(n - len(body), 32768))
        if not chunk:
            return None
        body += chunk
    return body


def talk(conn):
    text = ("ready " + socket.gethostname()).encode()
    conn.sendall(struct.pack("!I", len(text)) + text)
    while True:
        header = conn.recv(4)
        if not header:
            return
        (n,) = struct.unpack("!I", header)
        if n > 16 * 1024 * 1024:
            return
        body = read_body(conn, n)
        if body is None:
            return
        conn.sendall(header + body[::-1])


if len(sys.argv) == 2:
    s = socket.socket(socket.AF_UNIX)
    s.bind(sys.argv[1])
else:
    s = socket.socket()
    s.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))
s.listen()
while True:
    conn, peer = s.accept()
    try:
        talk(conn)
    except (OSError, struct.error) as e:
        print(peer, "had a problem:", e)
    conn.close()
