"""Wrong: at a broken connection it ends with status 1, but the reason goes to standard output.

Loses: fails_without_a_greeting, fails_at_a_cut_reply
Says: without a word on standard error
"""

import socket
import struct
import sys


def fail(reason):
    print("ERROR:", reason)
    sys.exit(1)


def read_bytes(sock, n):
    data = b""
    while len(data) < n:
        try:
            piece = sock.recv(n - len(data))
        except OSError as error:
            fail(error)
        if not piece:
            fail("the server closed the connection")
        data += piece
    return data


def read_frame(sock):
    (n,) = struct.unpack("!I", read_bytes(sock, 4))
    return read_bytes(sock, n).decode()


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print(read_frame(sock))
for line in sys.stdin:
    data = line.rstrip("\n").encode()
    try:
        sock.sendall(struct.pack("!I", len(data)) + data)
    except OSError as error:
        fail(error)
    print(read_frame(sock))
sock.close()
