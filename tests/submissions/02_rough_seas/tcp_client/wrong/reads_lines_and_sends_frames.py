"""Wrong: what it sends has its length before it, and what it reads is a line to it.

Loses: prints_the_greeting
Says: It read the greeting when it came as a line, without a length
"""
import socket
import struct
import sys


def main(args):
    if len(args) == 1:
        sock = socket.socket(socket.AF_UNIX)
        sock.connect(args[0])
    else:
        sock = socket.create_connection((args[0], int(args[1])))
    replies = sock.makefile("r", encoding="utf-8", newline="\n")

    def next_line():
        line = replies.readline()
        if not line.endswith("\n"):
            sys.exit("the server has closed the connection")
        return line[:-1]

    print(next_line())
    for line in sys.stdin:
        data = line.rstrip("\n").encode()
        sock.sendall(struct.pack("!I", len(data)) + data)
        print(next_line())
    sock.close()


main(sys.argv[1:])
