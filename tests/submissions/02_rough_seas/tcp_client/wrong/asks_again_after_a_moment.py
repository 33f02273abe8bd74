"""Wrong: sends its line again where no reply has come after 0.08 seconds, as over UDP.

Loses: sends_a_line, waits_for_each_reply
Says: sent the same line again

Judged by: waits_for_each_reply
"""
import select
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
    (length,) = struct.unpack("!I", read(conn, 4))
    return read(conn, length).decode()


def send_frame(conn, data):
    conn.sendall(struct.pack("!I", len(data)) + data)


def talk(conn):
    print(read_frame(conn))
    for line in sys.stdin:
        line = line.removesuffix("\n")
        send_frame(conn, line.encode())
        while not select.select([conn], [], [], 0.08)[0]:
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
