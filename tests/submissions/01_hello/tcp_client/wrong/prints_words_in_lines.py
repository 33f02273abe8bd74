"""Wrong: prints each word of the answer in a line of its own.

Loses: prints_the_answer
Says: on several lines
"""
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
for word in s.recv(1024).decode().split(" "):
    print(word)
s.close()
