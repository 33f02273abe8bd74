"""Wrong: sends each frame back as it came, the bytes are not reversed.

Loses: answers_a_frame
Says: in the order in which they came
"""
import socket
import sys


def read(conn, n):
    chunks = []
    while n:
        chunk = conn.recv(min(n, 65536))
        if not chunk:
            raise ConnectionResetError("too early")
        chunks.append(chunk)
        n -= len(chunk)
    return b"".join(chunks)


def write(conn, data):
    conn.sendall(len(data).to_bytes(4, "big") + data)


def serve(*address):
    if len(address) == 1:
        s = socket.socket(socket.AF_UNIX)
        s.bind(address[0])
        s.listen()
    else:
        s = socket.create_server((address[0], int(address[1])))
    while True:
        conn, peer = s.accept()
        with conn:
            try:
                write(conn, f"ready {socket.gethostname()}".encode())
                while True:
                    n = int.from_bytes(read(conn, 4), "big")
                    if n > 16777216:
                        break
                    write(conn, read(conn, n))
            except OSError as e:
                print(peer, e)


serve(*(sys.argv[1:] or ["127.0.0.1", "8898"]))
