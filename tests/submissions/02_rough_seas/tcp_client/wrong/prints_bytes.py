"""Wrong: prints the replies as Python shows bytes, it never decodes them.

Loses: sends_utf8
Says: decode() turns them into text
"""

import socket
import struct
import sys


def recv_exactly(sock, n):
    data = b""
    while len(data) < n:
        data_new = sock.recv(n - len(data))
        if not data_new:
            raise ConnectionError("no more data")
        data += data_new
    return data


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((sys.argv[1], int(sys.argv[2])))

length = struct.unpack("!I", recv_exactly(sock, 4))[0]
print("greeting:", recv_exactly(sock, length).decode("utf-8"))
for line in sys.stdin:
    data = line.rstrip("\n").encode("utf-8")
    sock.sendall(struct.pack("!I", len(data)))
    sock.sendall(data)
    length = struct.unpack("!I", recv_exactly(sock, 4))[0]
    print("reply:", recv_exactly(sock, length))
sock.close()
