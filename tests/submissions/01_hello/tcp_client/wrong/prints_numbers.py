"""Wrong: loops over the bytes of the answer and prints their numbers.

Loses: prints_the_answer
Says: The numbers of its bytes
"""
import socket
import sys


def talk(host, port):
    s = socket.create_connection((host, port))
    s.sendall(b"hello!")
    for letter in s.recv(1024):
        print(letter)
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
