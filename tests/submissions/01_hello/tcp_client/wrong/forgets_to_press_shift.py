"""Wrong: 1 and ! are on one key, and it says hello1.

Loses: sends_hello
Points: 16
Says: One byte differs: b'1' came where b'!' should stand.
"""

import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as s:
        s.sendall(b"hello1")
        print(s.recv(1024))


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
