"""Wrong: after the greeting a second frame with instructions is sent unasked.

Loses: greets
Says: After the frame came
"""
import socket
import struct
import sys

HELP = b"send me frames and I turn them round"


def frame(body):
    return struct.pack("!I", len(body)) + body


def take(conn, n):
    got = b""
    while len(got) < n:
        chunk = conn.recv(n - len(got))
        if not chunk:
            return None
        got += chunk
    return got


def client(conn):
    conn.sendall(frame(b"ready " + socket.gethostname().encode()))
    conn.sendall(frame(HELP))
    while (head := take(conn, 4)) is not None:
        size = struct.unpack("!I", head)[0]
        if size > 16 * 1024 * 1024:
            return
        body = take(conn, size)
        if body is None:
            return
        conn.sendall(frame(body[::-1]))


def serve(where):
    s = socket.socket(socket.AF_UNIX if isinstance(where, str) else socket.AF_INET)
    s.bind(where)
    s.listen(1)
    while True:
        conn, _ = s.accept()
        try:
            client(conn)
        except OSError:
            pass
        conn.close()


if len(sys.argv) == 2:
    serve(sys.argv[1])
elif len(sys.argv) == 3:
    serve((sys.argv[1], int(sys.argv[2])))
else:
    serve(("127.0.0.1", 8898))
