"""Wrong: it prints the socket, and not what came.

Loses: prints_the_answer
Says: A socket was printed, and not what came on it.
"""

import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as s:
        s.sendall(b"hello!")
        answer = s.recv(1024)
        print(s)


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
