"""Wrong: line[:-1] cuts off a character of the last line when that one has no newline.

Loses: sends_lines_as_they_are
Says: The last character of the line is missing
"""

import socket
import sys


def receive(sock, n):
    chunks = []
    while n > 0:
        chunk = sock.recv(n)
        if chunk == b"":
            raise ConnectionError("the connection was closed")
        chunks.append(chunk)
        n -= len(chunk)
    return b"".join(chunks)


def show(sock):
    n = int.from_bytes(receive(sock, 4), "big")
    print(receive(sock, n).decode("utf-8"))


address = sys.argv[1:]
if len(address) == 1:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(address[0])
else:
    sock = socket.create_connection((address[0], int(address[1])), timeout=60)
show(sock)
line = sys.stdin.readline()
while line:
    body = line[:-1].encode("utf-8")
    sock.sendall(len(body).to_bytes(4, "big") + body)
    show(sock)
    line = sys.stdin.readline()
sock.close()
