"""Wrong: what it answers has its length before it, and what it reads is a line to it.

Loses: answers_a_frame
Says: It answered when the text came as a line, without a length
"""
import socket
import struct
import sys


def send(conn, data):
    conn.sendall(struct.pack("!I", len(data)) + data)


address = sys.argv[1:]
if len(address) == 1:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(address[0])
else:
    listener = socket.create_server((address[0], int(address[1])))
listener.listen()
while True:
    conn, peer = listener.accept()
    try:
        with conn:
            send(conn, f"ready {socket.gethostname()}".encode())
            for line in conn.makefile("rb"):
                if not line.endswith(b"\n"):
                    break
                send(conn, line.removesuffix(b"\n")[::-1])
    except OSError:
        pass
