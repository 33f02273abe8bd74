"""Prints what one client says, and answers `hi`."""

import socket
import sys


def serve(host, port):
    s = socket.create_server((host, port))
    conn, _ = s.accept()
    while True:
        chunk = conn.recv(4096)
        if not chunk:
            break
        print(chunk.decode(), flush=True)
    conn.sendall(b"hi")
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
