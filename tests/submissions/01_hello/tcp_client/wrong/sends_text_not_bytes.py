"""Wrong: the words are a str, and send wants bytes.

Loses: sends_hello, prints_the_answer, ends_with_status_0
Says: a str has to be encoded
"""
import socket
import sys


def talk(host, port):
    s = socket.socket()
    s.connect((host, port))
    s.send("hello!")
    print("server:", s.recv(1024))
    s.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
