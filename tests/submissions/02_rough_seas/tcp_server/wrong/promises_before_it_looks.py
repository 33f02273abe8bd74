"""Wrong: sends the length of its answer before it looks whether it takes so much, and hangs up at more than 100 bytes.

Loses: takes_any_bytes, takes_fragments, takes_large_frames
Says: Your program reset the connection after 4 bytes of
"""
import socket
import struct
import sys

LARGEST = 16 * 1024 * 1024
MOST_IN_MEMORY = 100


def read(conn, count):
    data = b""
    while len(data) < count:
        piece = conn.recv(count - len(data))
        if not piece:
            raise EOFError("the client has gone")
        data += piece
    return data


def read_frame(conn):
    (length,) = struct.unpack("!I", read(conn, 4))
    if length > LARGEST:
        return None
    conn.sendall(struct.pack("!I", length))
    return read(conn, length) if length <= MOST_IN_MEMORY else None


def send_frame(conn, data):
    conn.sendall(struct.pack("!I", len(data)) + data)


def greet(conn):
    send_frame(conn, b"ready " + socket.gethostname().encode())


def answer(conn, body):
    conn.sendall(body[::-1])


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
