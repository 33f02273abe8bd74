"""Wrong: prints only the first 100 letters of the answer.

Loses: prints_1024_bytes
Says: 100 of 1024
"""
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.connect((host, port))
    s.sendall(b"hello!")
    text = s.recv(1024).decode()
    print(f"answer: {text:.100}")
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
