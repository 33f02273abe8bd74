"""Wrong: sends `Hello!` with a capital letter.

Loses: sends_hello
Says: capital letter
"""
import socket
import sys


def greeting():
    return "hello!".capitalize().encode("ascii")


s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
s.sendall(greeting())
print("<<", s.recv(1024).decode("ascii"))
s.close()
