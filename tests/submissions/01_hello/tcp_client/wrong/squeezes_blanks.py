"""Wrong: prints the words of the answer with one blank between them.

Loses: prints_the_answer
Says: Several blanks together were printed as one
"""
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
print(*s.recv(1024).decode().split())
s.close()
