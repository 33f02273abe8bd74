"""Wrong: takes the four bytes of a length away, and reads a line behind them.

Loses: answers_a_frame
Says: It answered when one more byte, a line end, came after the frame
"""
import os
import socket
import sys


def frame(data):
    return len(data).to_bytes(4, "big") + data


def serve(address):
    if len(address) == 1:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(address[0])
    else:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address[0], int(address[1])))
    listener.listen()
    while True:
        conn, _ = listener.accept()
        try:
            with conn, conn.makefile("rb") as stream:
                conn.sendall(frame(b"ready " + socket.gethostname().encode()))
                while len(head := stream.read(4)) == 4:
                    if int.from_bytes(head, "big") > 16777216:
                        break
                    line = stream.readline()
                    if not line.endswith(b"\n"):
                        break
                    conn.sendall(frame(line[-2::-1]))
        except OSError as error:
            print(error, file=sys.stderr)


serve(sys.argv[1:])
