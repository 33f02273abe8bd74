"""Wrong: capitalize() changes the answer before it is printed.

Loses: prints_the_answer
Says: letters in another case
Never says: upper()
"""
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
print(s.recv(1024).decode().capitalize())
s.close()
