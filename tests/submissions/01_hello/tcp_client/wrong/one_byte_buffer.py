"""Wrong: recv(1) takes only the first letter of the answer.

Loses: prints_the_answer
Says: 1 of 12 | before it had read the whole answer
"""
import socket
import sys


def main():
    s = socket.socket()
    s.connect((sys.argv[1], int(sys.argv[2])))
    s.sendall(b"hello!")
    message = s.recv(1)
    print("The server sent one message:", message)
    s.close()


main()
