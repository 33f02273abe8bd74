"""Wrong: the greeting is read only to get it out of the way, it is never printed.

Loses: prints_the_greeting
Says: It has read the greeting
"""

import socket
import struct
import sys


def get(sock, count):
    parts = []
    while count:
        part = sock.recv(count)
        if not part:
            raise ConnectionError("closed too early")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def get_frame(sock):
    return get(sock, *struct.unpack("!I", get(sock, 4)))


arguments = sys.argv[1:]
if len(arguments) == 2:
    sock = socket.create_connection((arguments[0], int(arguments[1])))
else:
    sock = socket.socket(socket.AF_UNIX)
    sock.connect(arguments[0])
get_frame(sock)
print("connected to", *arguments)
for line in sys.stdin:
    frame = line.rstrip("\n").encode("utf-8")
    sock.sendall(struct.pack("!I", len(frame)))
    sock.sendall(frame)
    print("server:", get_frame(sock).decode("utf-8"))
sock.close()
