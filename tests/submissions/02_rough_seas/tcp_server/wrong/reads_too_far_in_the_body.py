"""Wrong: asks for n bytes again when a part of them is there, and throws away what is too much.

Loses: takes_fragments
Says: with its rest the beginning of the next one
"""

import socket
import sys

LIMIT = 16 * 1024 * 1024


def read_exactly(conn, n):
    data = bytearray()
    while len(data) < n:
        piece = conn.recv(n - len(data))
        if not piece:
            raise EOFError(f"{n - len(data)} bytes are missing")
        data += piece
    return bytes(data)


def read_frame(conn):
    head = read_exactly(conn, 4)
    n = int.from_bytes(head, "big")
    if n > LIMIT:
        raise EOFError(f"absurd length {n}")
    body = b""
    while len(body) < n:
        piece = conn.recv(n)
        if not piece:
            raise EOFError("in a body")
        body += piece
    return body[:n]


def send_frame(conn, data):
    conn.sendall(len(data).to_bytes(4, "big") + data)


def talk(conn):
    send_frame(conn, ("ready " + socket.gethostname()).encode("utf-8"))
    while True:
        body = read_frame(conn)
        send_frame(conn, body[::-1])


def serve(listener):
    while True:
        conn, address = listener.accept()
        print("client", address)
        with conn:
            try:
                talk(conn)
            except (EOFError, OSError) as error:
                print("the client has gone:", error)


def listen(address):
    if len(address) == 1:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(address[0])
    else:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address[0], int(address[1])))
    listener.listen()
    return listener


if __name__ == "__main__":
    serve(listen(sys.argv[1:] or ["127.0.0.1", "8898"]))
