"""Wrong: takes an empty reply for the end of the connection and leaves its loop.

Loses: takes_an_empty_reply
Says: The reply to line 1 is an empty frame
"""

import socket
import struct
import sys


def read_n(sock, n):
    data = b""
    while len(data) < n:
        part = sock.recv(n - len(data))
        if not part:
            raise ConnectionError("server went away")
        data += part
    return data


def read_message(sock):
    return read_n(sock, struct.unpack("!I", read_n(sock, 4))[0])


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((sys.argv[1], int(sys.argv[2])))
print(read_message(sock).decode())
for line in sys.stdin:
    line = line.rstrip("\n").encode()
    sock.sendall(struct.pack("!I", len(line)) + line)
    reply = read_message(sock)
    if not reply:
        print("server closed the connection")
        break
    print(reply.decode())
sock.close()
