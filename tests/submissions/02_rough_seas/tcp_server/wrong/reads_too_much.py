"""Wrong: the body's loop asks for 4096 bytes each time and throws away what is over.

Loses: takes_frames_in_one_segment
Says: what had arrived after the first frame is lost
"""
import socket
import struct
import sys


def read_header(conn):
    header = b""
    while len(header) < 4:
        byte = conn.recv(4 - len(header))
        if not byte:
            raise EOFError
        header += byte
    return struct.unpack("!I", header)[0]


def read_body(conn, n):
    body = b""
    while len(body) < n:
        chunk = conn.recv(4096)
        if not chunk:
            raise EOFError
        body += chunk
    return body[:n]


def write(conn, body):
    conn.sendall(struct.pack("!I", len(body)) + body)


if len(sys.argv) == 2:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
else:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
listener.listen()

while True:
    conn, _ = listener.accept()
    try:
        write(conn, b"ready " + socket.gethostname().encode())
        n = read_header(conn)
        while n <= 16777216:
            write(conn, read_body(conn, n)[::-1])
            n = read_header(conn)
    except (EOFError, OSError):
        pass
    conn.close()
