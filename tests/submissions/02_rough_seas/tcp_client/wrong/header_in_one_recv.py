"""Wrong: the body is read in a loop, but the four header bytes by a single recv(4).

Loses: takes_fragments
Says: Yours got 1 and took it for the whole length
"""

import socket
import struct
import sys

ARGS = sys.argv[1:]
if len(ARGS) == 1:
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.connect(ARGS[0])
else:
    link = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    link.connect((ARGS[0], int(ARGS[1])))


def read_frame():
    header = link.recv(4)
    (remaining,) = struct.unpack("!I", header)
    body = []
    while remaining:
        part = link.recv(remaining)
        if not part:
            raise ConnectionError("%d bytes are missing" % remaining)
        body.append(part)
        remaining -= len(part)
    return b"".join(body).decode("utf-8")


print(read_frame())
for line in sys.stdin:
    text = line.rstrip("\n").encode("utf-8")
    link.sendall(struct.pack("!I", len(text)))
    link.sendall(text)
    print(read_frame())
link.close()
