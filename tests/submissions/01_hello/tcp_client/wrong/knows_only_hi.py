"""Wrong: prints the answer only if it is `hi`, and else a remark of its own.

Loses: prints_the_answer
Says: this text is not in it
"""
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.connect((host, port))
    s.sendall(b"hello!")
    answer = s.recv(1024).decode()
    s.close()
    if answer == "hi":
        print(answer)
    else:
        print("this is not the server I wanted")


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
