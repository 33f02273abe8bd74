"""Wrong: takes one byte per call, and copies all bytes for each.

Loses: takes_large_frames
Says: too slow | takes one byte per call
Never says: add each piece
"""

import socket
import sys


def read_exactly(connection, n):
    data = b""
    while len(data) < n:
        piece = connection.recv(1)
        if not piece:
            raise EOFError("the stream ended")
        data += piece
    return data


def frame(data):
    return len(data).to_bytes(4, "big") + data


def listen(address):
    if len(address) == 1:
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        s.bind(address[0])
    else:
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind((address[0], int(address[1])))
    s.listen()
    return s


def serve(listener):
    while True:
        c, _ = listener.accept()
        try:
            c.sendall(frame(b"ready " + socket.gethostname().encode()))
            while True:
                n = int.from_bytes(read_exactly(c, 4), "big")
                if n > 16 * 1024 * 1024:
                    break
                c.sendall(frame(read_exactly(c, n)[::-1]))
        except (EOFError, OSError):
            pass
        c.close()


if __name__ == "__main__":
    serve(listen(sys.argv[1:] or ["127.0.0.1", "8898"]))
