"""Wrong: calls bind with the server's address, as a server would.

Loses: connects
Says: a client needs no bind()
"""
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.bind((host, port))
    s.sendall(b"hello!")
    print("reply", s.recv(1024))
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
