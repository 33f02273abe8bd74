"""Wrong: recv_into fills a bytearray of 256 bytes once, a longer answer is cut.

Loses: prints_1024_bytes
Says: 256 of 1024 | before it had read the whole answer
"""
import socket
import sys


def talk(host, port):
    space = bytearray(256)
    with socket.socket() as s:
        s.connect((host, port))
        s.sendall(b"hello!")
        n = s.recv_into(space)
    print("received:", space[:n].decode())


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
