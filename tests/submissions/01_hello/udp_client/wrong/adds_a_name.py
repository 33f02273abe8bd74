"""Wrong: puts a name in front of each line, as in a chat.

Loses: sends_the_line
Says: 'alice: ' stands before it
"""
import socket
import sys

NAME = "alice"


def main(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        line = line.strip()
        if not line:
            continue
        s.sendto(f"{NAME}: {line}".encode(), (host, port))
        answer, server = s.recvfrom(1024)
        print(answer.decode())


main(sys.argv[1], int(sys.argv[2]))
