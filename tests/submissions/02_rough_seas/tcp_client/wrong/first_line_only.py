"""Wrong: there is no loop, only the first line of the input is sent.

Loses: sends_every_line
Says: line 2 of 4
"""

import socket
import struct
import sys


def recv_exact(sock, size):
    data = b""
    while len(data) < size:
        block = sock.recv(size - len(data))
        if not block:
            raise ConnectionError("end of stream")
        data += block
    return data


def recv_message(sock):
    size = struct.unpack("!I", recv_exact(sock, 4))[0]
    return recv_exact(sock, size).decode("utf-8")


def send_message(sock, text):
    body = text.encode("utf-8")
    sock.sendall(struct.pack("!I", len(body)) + body)


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((sys.argv[1], int(sys.argv[2])))
print("Server:", recv_message(sock))
line = sys.stdin.readline()
if line:
    send_message(sock, line.rstrip("\n"))
    print("Server:", recv_message(sock))
sock.close()
