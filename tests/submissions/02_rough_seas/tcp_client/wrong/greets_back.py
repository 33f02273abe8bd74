"""Wrong: answers the greeting with a frame of its own, `hello`, before the first line.

Loses: sends_a_line
Says: had been answered: a client sends the lines of its input
"""

import socket
import sys


def take(sock, n):
    data = b""
    while len(data) != n:
        new = sock.recv(n - len(data))
        if new == b"":
            sys.exit("server closed the connection")
        data = data + new
    return data


def hear(sock):
    return take(sock, int.from_bytes(take(sock, 4), "big")).decode("utf-8")


def say(sock, text):
    raw = text.encode("utf-8")
    sock.sendall(len(raw).to_bytes(4, "big"))
    sock.sendall(raw)


def main():
    if len(sys.argv) == 2:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(sys.argv[1])
    else:
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.connect((sys.argv[1], int(sys.argv[2])))
    print(hear(sock))
    say(sock, "hello")
    print(hear(sock))
    for line in sys.stdin:
        say(sock, line.rstrip("\n"))
        print(hear(sock))


main()
