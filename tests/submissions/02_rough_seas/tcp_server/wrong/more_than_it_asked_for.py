"""Wrong: takes what a recv(1024) brings for the length and the beginning of one body.

Loses: takes_frames_in_one_segment, survives_broken_clients
Says: Where it is what was still missing, more had come than that.
"""
import socket
import struct
import sys

LARGEST = 16 * 1024 * 1024


def read(conn, count):
    data = b""
    while len(data) < count:
        piece = conn.recv(count - len(data))
        if not piece:
            raise EOFError("the client has gone")
        data += piece
    return data


def read_frame(conn):
    data = read(conn, 4)
    (length,) = struct.unpack("!I", data)
    if length > LARGEST:
        return None
    body = conn.recv(65536) if length else b""
    while len(body) != length:
        piece = conn.recv(length - len(body))
        if not piece:
            raise EOFError("the client has gone")
        body += piece
    return body


def send_frame(conn, data):
    conn.sendall(struct.pack("!I", len(data)) + data)


def greet(conn):
    send_frame(conn, b"ready " + socket.gethostname().encode())


def answer(conn, body):
    send_frame(conn, body[::-1])


def talk(conn):
    greet(conn)
    while True:
        body = read_frame(conn)
        if body is None:
            return
        answer(conn, body)


def main(address):
    if len(address) == 2:
        door = socket.create_server((address[0], int(address[1])))
    else:
        door = socket.socket(socket.AF_UNIX)
        door.bind(address[0])
        door.listen()
    print("listening")
    while True:
        conn, _ = door.accept()
        with conn:
            try:
                talk(conn)
            except (EOFError, OSError) as error:
                print("gone:", error)


main(sys.argv[1:] or ["127.0.0.1", "8898"])
