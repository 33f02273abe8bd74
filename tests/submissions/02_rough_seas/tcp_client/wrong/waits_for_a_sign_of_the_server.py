"""Wrong: waits for a file that the server never leaves before it connects.

Loses: connects
Says: Does it connect to the HOST and PORT of its command line, by TCP?
"""
import os
import socket
import struct
import sys
import time


def read(conn, count):
    data = conn.recv(count, socket.MSG_WAITALL)
    if len(data) < count:
        raise EOFError("the server has gone")
    return data


def read_frame(conn):
    (length,) = struct.unpack("!I", read(conn, 4))
    return read(conn, length).decode()


def send_frame(conn, data):
    conn.sendall(struct.pack("!I", len(data)) + data)


def talk(conn):
    print(read_frame(conn))
    for line in sys.stdin:
        line = line.removesuffix("\n")
        send_frame(conn, line.encode())
        print(read_frame(conn))


def main(address):
    while not os.path.exists("server.ready"):
        time.sleep(0.1)
    if len(address) == 2:
        conn = socket.create_connection((address[0], int(address[1])))
    else:
        conn = socket.socket(socket.AF_UNIX)
        conn.connect(address[0])
    with conn:
        talk(conn)


main(sys.argv[1:] or ["127.0.0.1", "8898"])
