"""Wrong: after each reply it prints the line it has sent, not the reply.

Loses: prints_the_reply
Says: The line that was sent is printed
"""

import socket
import struct
import sys


def frame(sock):
    def part(n):
        data = b""
        while len(data) < n:
            more = sock.recv(n - len(data))
            if not more:
                raise ConnectionError("cut off")
            data += more
        return data

    return part(struct.unpack("!I", part(4))[0]).decode()


def dial(args):
    if len(args) == 1:
        sock = socket.socket(socket.AF_UNIX)
        sock.connect(args[0])
        return sock
    return socket.create_connection((args[0], int(args[1])))


sock = dial(sys.argv[1:])
print(frame(sock))
for line in sys.stdin:
    line = line.rstrip("\n")
    data = line.encode()
    sock.sendall(struct.pack("!I", len(data)) + data)
    answer = frame(sock)
    print("answer:", line)
sock.close()
