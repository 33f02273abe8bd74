"""Wrong: unpacks the length as two padding bytes and a signed short, good up to 32767.

Loses: takes_fragments
Says: the last two of the length's four bytes
"""

import socket
import struct
import sys

HEADER = struct.Struct("!xxh")


def need(sock, n):
    data = b""
    while len(data) < n:
        more = sock.recv(n - len(data))
        if not more:
            sys.exit("connection closed by server")
        data += more
    return data


def message(sock):
    (size,) = HEADER.unpack(need(sock, HEADER.size))
    return need(sock, size).decode("utf-8")


if len(sys.argv) == 2:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.connect(sys.argv[1])
else:
    server = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print(message(server))
for line in sys.stdin:
    text = line.rstrip("\n").encode("utf-8")
    server.sendall(struct.pack("!I", len(text)) + text)
    print(message(server))
server.close()
