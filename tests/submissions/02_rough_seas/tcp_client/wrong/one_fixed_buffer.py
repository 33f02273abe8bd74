"""Wrong: recv_into a buffer of 4096 bytes and treats longer replies as an error.

Loses: takes_fragments
Says: This reply has 70000 bytes
"""

import socket
import sys

buffer = bytearray(4096)


def fill(sock, n):
    if n > len(buffer):
        raise BufferError("message too long")
    view = memoryview(buffer)[:n]
    while view:
        count = sock.recv_into(view)
        if count == 0:
            raise ConnectionError("server closed the connection")
        view = view[count:]
    return bytes(buffer[:n])


def next_message(sock):
    return fill(sock, int.from_bytes(fill(sock, 4), "big")).decode("utf-8")


def run(sock):
    with sock:
        print(next_message(sock))
        for line in sys.stdin:
            line = line.rstrip("\n").encode("utf-8")
            sock.sendall(len(line).to_bytes(4, "big") + line)
            print(next_message(sock))


if len(sys.argv) == 2:
    unix = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    unix.connect(sys.argv[1])
    run(unix)
else:
    run(socket.create_connection((sys.argv[1], int(sys.argv[2]))))
