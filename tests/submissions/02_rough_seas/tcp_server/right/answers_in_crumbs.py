"""Right: every answer, the greeting too, leaves in crumbs of 1 to 900 bytes, TCP_NODELAY set."""
import socket
import sys


def crumbs(conn, data):
    for byte in data[:20]:
        conn.send(bytes([byte]))
    for start in range(20, len(data), 900):
        conn.sendall(data[start:start + 900])


def frame(body):
    return len(body).to_bytes(4, "big") + body


def read(conn, n):
    data = bytearray(n)
    view = memoryview(data)
    while view:
        got = conn.recv_into(view)
        if not got:
            raise EOFError
        view = view[got:]
    return data


is_path = len(sys.argv) == 2
if is_path:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
else:
    listener = socket.socket()
    host, port = sys.argv[1:] or ("127.0.0.1", "8898")
    listener.bind((host, int(port)))
listener.listen()
while True:
    conn, _ = listener.accept()
    with conn:
        try:
            if not is_path:
                conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
            crumbs(conn, frame(b"ready " + socket.gethostname().encode()))
            while True:
                size = int.from_bytes(read(conn, 4), "big")
                if size > 16_000_000:
                    break
                crumbs(conn, frame(bytes(read(conn, size)[::-1])))
        except (EOFError, OSError):
            pass
