"""Wrong: gives host and port to create_connection as two arguments.

Loses: connects
Says: one pair, (host, port), and it is the first argument
"""
import socket
import sys


def talk(host, port):
    with socket.create_connection(host, port) as s:
        s.sendall(b"hello!")
        answer = s.recv(1024)
    print("answer:", answer.decode())


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
