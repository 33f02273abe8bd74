"""Wrong: ends the words with a zero byte, as in C.

Loses: sends_hello
Says: 1 zero byte too many
"""
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.connect((host, port))
    s.sendall(b"hello!\0")
    data = s.recv(1024)
    s.close()
    print("data:", data)


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
