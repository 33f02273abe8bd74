"""Wrong: reads until the client closes its side, and only then answers all frames.

Loses: answers_a_frame
Says: only when the client had closed its sending side
"""
import socket
import struct
import sys


def all_input(conn):
    data = bytearray()
    while True:
        chunk = conn.recv(65536)
        if not chunk:
            return bytes(data)
        data += chunk
        if len(data) >= 4 and struct.unpack("!I", data[:4])[0] > 16777216:
            return b""


def client(conn):
    hello = b"ready " + socket.gethostname().encode()
    conn.sendall(struct.pack("!I", len(hello)) + hello)
    data = all_input(conn)
    while len(data) >= 4:
        n = struct.unpack("!I", data[:4])[0]
        body, data = data[4:4 + n], data[4 + n:]
        if len(body) < n:
            break
        conn.sendall(struct.pack("!I", n) + body[::-1])


if len(sys.argv) == 2:
    server = socket.socket(socket.AF_UNIX)
    server.bind(sys.argv[1])
else:
    server = socket.socket()
    server.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))
server.listen()
while True:
    conn, _ = server.accept()
    try:
        client(conn)
    except OSError:
        pass
    conn.close()
