"""Wrong: a connection closed instead of a reply is taken for a normal end, status 0.

Loses: fails_at_a_cut_reply
Says: ended with status 0, which says that nothing failed
"""

import socket
import struct
import sys


def recv_exactly(sock, n):
    data = b""
    while len(data) < n:
        piece = sock.recv(n - len(data))
        if not piece and not data:
            return None
        if not piece:
            raise ConnectionError("connection closed in the middle")
        data += piece
    return data


def recv_frame(sock):
    header = recv_exactly(sock, 4)
    if header is None:
        return None
    size = struct.unpack("!I", header)[0]
    body = recv_exactly(sock, size)
    if body is None:
        raise ConnectionError("connection closed after the header")
    return body.decode()


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
greeting = recv_frame(sock)
if greeting is None:
    sys.exit("no greeting")
print(greeting)
for line in sys.stdin:
    line = line.rstrip("\n").encode()
    sock.sendall(struct.pack("!I", len(line)) + line)
    reply = recv_frame(sock)
    if reply is None:
        break
    print(reply)
sock.close()
