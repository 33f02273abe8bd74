"""Wrong: writes repr(data) as a statement, which shows nothing in a script.

Loses: prints_the_answer
Says: Nothing was printed at all
"""
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.connect((host, port))
    s.sendall(b"hello!")
    data = s.recv(1024)
    s.close()
    repr(data)


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
