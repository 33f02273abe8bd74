"""Wrong: sends the words as a UDP datagram.

Loses: connects
Says: SOCK_STREAM
"""
import socket
import sys


def talk(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.settimeout(3)
    s.connect((host, port))
    s.send(b"hello!")
    print("the server:", s.recv(1024).decode())
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
