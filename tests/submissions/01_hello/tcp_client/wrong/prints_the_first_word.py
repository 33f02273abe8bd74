"""Wrong: takes the answer apart at its blanks, and prints the first word.

Loses: prints_the_answer
Says: Only its first word was printed
"""
import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as server:
        server.sendall(b"hello!")
        print("answer:", server.recv(1024).decode().split()[0])


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
