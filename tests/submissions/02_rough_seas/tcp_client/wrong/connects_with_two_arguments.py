"""Wrong: calls connect(host, port) with two arguments instead of one pair.

Loses: connects
Says: address is one pair
"""

import sys
from socket import AF_INET, AF_UNIX, SOCK_STREAM, socket


def main(args):
    if len(args) == 1:
        sock = socket(AF_UNIX, SOCK_STREAM)
        sock.connect(args[0])
    else:
        sock = socket(AF_INET, SOCK_STREAM)
        sock.connect(args[0], int(args[1]))
    file = sock.makefile("rb")

    def read_frame():
        size = file.read(4)
        if len(size) < 4:
            sys.exit("no header")
        body = file.read(int.from_bytes(size, "big"))
        if len(body) < int.from_bytes(size, "big"):
            sys.exit("short body")
        return body.decode("utf-8")

    print(read_frame())
    for line in sys.stdin.readlines():
        body = line.rstrip("\n").encode("utf-8")
        sock.sendall(len(body).to_bytes(4, "big") + body)
        print(read_frame())
    sock.close()


main(sys.argv[1:])
