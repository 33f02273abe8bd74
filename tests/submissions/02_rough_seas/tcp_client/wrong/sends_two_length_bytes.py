"""Wrong: sends the length in two bytes ("!H") and expects four of the server.

Loses: sends_a_line
Says: The length has two bytes
"""

import socket
import struct
import sys

if len(sys.argv) < 3:
    conn = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    conn.connect(sys.argv[1])
else:
    conn = socket.create_connection((sys.argv[1], sys.argv[2]))
replies = conn.makefile("rb")


def whole(n):
    data = replies.read(n)
    if len(data) < n:
        raise EOFError("only %d of %d bytes" % (len(data), n))
    return data


def show():
    length = struct.unpack("!I", whole(4))[0]
    print(whole(length).decode())


show()
for line in sys.stdin:
    body = line.rstrip("\n").encode()
    conn.sendall(struct.pack("!H", len(body)) + body)
    show()
conn.close()
