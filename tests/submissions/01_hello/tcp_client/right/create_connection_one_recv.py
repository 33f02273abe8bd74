"""Right: create_connection in a with block and a single recv.
"""
import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as s:
        s.sendall(b"hello!")
        print(s.recv(1024))


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
