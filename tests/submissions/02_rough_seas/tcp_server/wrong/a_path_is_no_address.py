"""Wrong: takes its defaults where it is not given HOST and PORT.

Loses: serves_a_unix_socket
Says: Nobody listens at the path | does the program make an AF_UNIX socket, bind it to that path, and listen?
"""
import socket
import struct
import sys

LARGEST = 16 * 1024 * 1024


def read(conn, count):
    data = conn.recv(count, socket.MSG_WAITALL)
    if len(data) < count:
        raise EOFError("the client has gone")
    return data


def read_frame(conn):
    (length,) = struct.unpack("!I", read(conn, 4))
    return read(conn, length) if length <= LARGEST else None


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
    if len(address) != 2:
        address = ["127.0.0.1", "8898"]
    door = socket.create_server((address[0], int(address[1])))
    print("listening")
    while True:
        conn, _ = door.accept()
        with conn:
            try:
                talk(conn)
            except (EOFError, OSError) as error:
                print("gone:", error)


main(sys.argv[1:] or ["127.0.0.1", "8898"])
