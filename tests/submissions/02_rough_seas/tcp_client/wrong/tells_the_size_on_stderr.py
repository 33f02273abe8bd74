"""Wrong: says how long a reply is, on standard error, and does not print it.

Loses: prints_the_reply
Says: No part of it was printed; on standard error stands
"""
import socket
import sys


def take(conn, n):
    data = b""
    while len(data) < n:
        piece = conn.recv(n - len(data))
        if not piece:
            raise EOFError("end of stream")
        data += piece
    return data


def take_frame(conn):
    return take(conn, int.from_bytes(take(conn, 4), "big")).decode()


def talk(address):
    if len(address) == 2:
        conn = socket.create_connection((address[0], int(address[1])))
    else:
        conn = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        conn.connect(address[0])
    with conn:
        print(take_frame(conn))
        for line in sys.stdin:
            data = line.removesuffix("\n").encode()
            conn.sendall(len(data).to_bytes(4, "big") + data)
            reply = take_frame(conn)
            print("got a reply of", len(reply), "characters", file=sys.stderr)


talk(sys.argv[1:])
