"""Wrong: sends a `bye` after it has read the answer.

Loses: sends_nothing_more
Says: and then more: 3 bytes, b'bye'
"""
import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as s:
        s.sendall(b"hello!")
        print("answer:", s.recv(1024).decode())
        s.send(b"bye")


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
