"""Wrong: all clients share one buffer, so bytes of one that left stand in front of the next one's frame.

Loses: survives_broken_clients
Says: This is the answer to bytes of the client before with this frame behind them: each connection needs a buffer of its own.
Never says: The frame is empty
"""

import socket
import struct
import sys

MAX = 16 * 1024 * 1024
buffer = bytearray()


def recv_exact(conn, n):
    while len(buffer) < n:
        chunk = conn.recv(n - len(buffer))
        if not chunk:
            raise EOFError("client left")
        buffer.extend(chunk)
    data = bytes(buffer[:n])
    del buffer[:n]
    return data


def send_frame(conn, body):
    conn.sendall(struct.pack("!I", len(body)) + body)


def handle(conn):
    send_frame(conn, ("ready " + socket.gethostname()).encode("utf-8"))
    while True:
        (n,) = struct.unpack("!I", recv_exact(conn, 4))
        if n > MAX:
            print("too long", n)
            return
        body = recv_exact(conn, n)
        send_frame(conn, body[::-1])


def serve(listener):
    while True:
        conn, _ = listener.accept()
        try:
            handle(conn)
        except (EOFError, OSError) as error:
            print("client gone:", error)
        finally:
            conn.close()


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


if __name__ == "__main__":
    serve(listen(sys.argv[1:] or ["127.0.0.1", "8898"]))
