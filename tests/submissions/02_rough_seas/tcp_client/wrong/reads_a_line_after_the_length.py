"""Wrong: takes the four bytes of a length away, and reads a line behind them.

Loses: prints_the_greeting
Says: It read the greeting when one more byte, a line end, came after it
"""
import socket
import sys


def connect(words):
    if len(words) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(words[0])
        return sock
    return socket.create_connection((words[0], int(words[1])))


with connect(sys.argv[1:]) as sock, sock.makefile("rb") as stream:

    def message():
        head = stream.read(4)
        line = stream.readline()
        if len(head) < 4 or not line.endswith(b"\n"):
            sys.exit("the server left too early")
        return line.removesuffix(b"\n").decode("utf-8")

    print(message())
    for line in sys.stdin:
        data = line.removesuffix("\n").encode("utf-8")
        sock.sendall(len(data).to_bytes(4, "big") + data)
        print(message())
