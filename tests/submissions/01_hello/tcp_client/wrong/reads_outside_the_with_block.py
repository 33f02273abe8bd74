"""Wrong: the recv stands one indentation too far left, where the socket is closed already.

Loses: prints_the_answer, ends_with_status_0
Says: had been closed before it was used
"""
import socket
import sys


def talk(host, port):
    with socket.create_connection((host, port)) as s:
        print("connected to", s.getpeername())
        s.sendall(b"hello!")
    print("answer:", s.recv(1024).decode())


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
