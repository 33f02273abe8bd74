"""Wrong: the body's loop subtracts what recv was asked for, not what it brought.

Loses: takes_fragments, takes_large_frames
Says: bytes as if they were all | Yours got 1 of the 7 bytes of a frame
"""
import socket
import sys

STEP = 65536


def read_header(conn):
    header = b""
    while len(header) < 4:
        more = conn.recv(4 - len(header))
        if not more:
            raise EOFError
        header += more
    return int.from_bytes(header, "big")


def read_body(conn, size):
    body = b""
    while size > 0:
        step = min(size, STEP)
        data = conn.recv(step)
        if not data:
            raise EOFError
        body += data
        size -= step
    return body


def write(conn, body):
    conn.sendall(len(body).to_bytes(4, "big") + body)


args = sys.argv[1:] or ["127.0.0.1", "8898"]
if len(args) == 1:
    s = socket.socket(socket.AF_UNIX)
    s.bind(args[0])
    s.listen()
else:
    s = socket.create_server((args[0], int(args[1])))
while True:
    conn, _ = s.accept()
    try:
        write(conn, f"ready {socket.gethostname()}".encode())
        while (size := read_header(conn)) <= 16777216:
            write(conn, read_body(conn, size)[::-1])
    except (EOFError, OSError) as e:
        print("finished", repr(e))
    conn.close()
