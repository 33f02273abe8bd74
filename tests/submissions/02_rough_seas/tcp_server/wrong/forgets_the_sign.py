"""Wrong: the length is unpacked as a signed number; from 2**31 on it is "less" than the limit.

Loses: refuses_absurd_lengths
Says: read with a sign
"""
import socket
import struct
import sys

MAX_LENGTH = 16 * 1024 * 1024


def recv_exactly(conn, n):
    data = b""
    while len(data) < n:
        chunk = conn.recv(n - len(data))
        if not chunk:
            raise ConnectionError("closed by the client")
        data += chunk
    return data


def send_frame(conn, body):
    conn.sendall(struct.pack("!i", len(body)) + body)


def handle(conn):
    send_frame(conn, b"ready " + socket.gethostname().encode())
    while True:
        (length,) = struct.unpack("!i", recv_exactly(conn, 4))
        if length > MAX_LENGTH:
            return
        send_frame(conn, recv_exactly(conn, length)[::-1])


if len(sys.argv) == 2:
    server = socket.socket(socket.AF_UNIX)
    server.bind(sys.argv[1])
else:
    server = socket.socket()
    server.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
server.listen()
while True:
    conn, _ = server.accept()
    try:
        handle(conn)
    except OSError as e:
        print(e)
    conn.close()
