"""Wrong: tells a client that has sent a thousand frames that this is enough.

Loses: takes_frames_in_one_segment
Says: other than the answers | any number of them
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
    return read_exactly(conn, n)


def send_frame(conn, data):
    conn.sendall(len(data).to_bytes(4, "big") + data)


def answer_all(conn):
    for _ in range(1000):
        body = read_frame(conn)
        send_frame(conn, body[::-1])
    send_frame(conn, b"enough for today")
    while conn.recv(65536):
        pass


def talk(conn):
    send_frame(conn, ("ready " + socket.gethostname()).encode("utf-8"))
    answer_all(conn)


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
