"""Wrong: sends all lines at first and reads the replies afterwards.

Loses: waits_for_each_reply
Says: the next line before the reply
"""

import socket
import struct
import sys


def exactly(sock, n):
    buf = b""
    while len(buf) < n:
        piece = sock.recv(n - len(buf))
        if not piece:
            sys.exit("the server closed the connection")
        buf += piece
    return buf


def read_frame(sock):
    return exactly(sock, struct.unpack("!I", exactly(sock, 4))[0]).decode("utf-8")


def write_frame(sock, text):
    data = text.encode("utf-8")
    sock.sendall(struct.pack("!I", len(data)) + data)


args = sys.argv[1:]
if len(args) == 1:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(args[0])
else:
    sock = socket.create_connection((args[0], int(args[1])))

print(read_frame(sock))
count = 0
for line in sys.stdin:
    write_frame(sock, line.rstrip("\n"))
    count += 1
for _ in range(count):
    print(read_frame(sock))
sock.close()
