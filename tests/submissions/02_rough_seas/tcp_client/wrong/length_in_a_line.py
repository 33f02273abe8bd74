"""Wrong: the length is a line of digits before the bytes.

Loses: prints_the_greeting, sends_a_line
Says: as the digits of a number
"""

import socket
import struct
import sys


def read(conn, count):
    data = b""
    while len(data) < count:
        piece = conn.recv(count - len(data))
        if not piece:
            raise EOFError("the server has gone")
        data += piece
    return data


def read_frame(conn):
    digits = b""
    while not digits.endswith(b"\n"):
        digits += read(conn, 1)
    return read(conn, int(digits)).decode()


def send_frame(conn, data):
    conn.sendall(b"%d\n" % len(data) + data)


def talk(conn):
    print(read_frame(conn))
    for line in sys.stdin:
        line = line.removesuffix("\n")
        send_frame(conn, line.encode())
        print(read_frame(conn))


def main(address):
    if len(address) == 2:
        conn = socket.create_connection((address[0], int(address[1])))
    else:
        conn = socket.socket(socket.AF_UNIX)
        conn.connect(address[0])
    with conn:
        talk(conn)


main(sys.argv[1:] or ["127.0.0.1", "8898"])
