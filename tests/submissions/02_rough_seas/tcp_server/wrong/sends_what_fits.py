"""Wrong: with a timeout set, send() may take only a part; what is left is forgotten.

Loses: waits_for_a_late_reader
Says: This client reads late
"""
import socket
import struct
import sys


def read(conn, n):
    data = b""
    while len(data) < n:
        chunk = conn.recv(n - len(data))
        if not chunk:
            raise EOFError
        data += chunk
    return data


def write(conn, data):
    conn.send(struct.pack("!I", len(data)) + data)


if len(sys.argv) == 2:
    s = socket.socket(socket.AF_UNIX)
    s.bind(sys.argv[1])
else:
    s = socket.socket()
    s.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))
s.listen()
while True:
    conn, _ = s.accept()
    conn.settimeout(60)
    try:
        write(conn, b"ready " + socket.gethostname().encode())
        while True:
            n = struct.unpack("!I", read(conn, 4))[0]
            if n > 16 * 1024 * 1024:
                break
            write(conn, read(conn, n)[::-1])
    except (EOFError, OSError) as e:
        print("end:", repr(e))
    conn.close()
