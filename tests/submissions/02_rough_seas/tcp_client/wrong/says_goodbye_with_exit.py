"""Wrong: ends with sys.exit("bye"), which means status 1.

Loses: ends_with_status_0
Says: as sys.exit() does with a text
"""

import socket
import sys


def read(sock, n):
    data = b""
    while len(data) < n:
        x = sock.recv(n - len(data))
        if not x:
            raise ConnectionError("server closed")
        data += x
    return data


def frame(sock):
    return read(sock, int.from_bytes(read(sock, 4), "big")).decode("utf8")


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection(sys.argv[1:3])
print(frame(sock))
while True:
    line = sys.stdin.readline()
    if line == "":
        sock.close()
        sys.exit("bye")
    if line[-1] == "\n":
        line = line[:-1]
    raw = line.encode("utf8")
    sock.sendall(len(raw).to_bytes(4, "big") + raw)
    print(frame(sock))
