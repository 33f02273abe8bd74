"""Wrong: one exclamation mark too many.

Loses: sends_hello
Says: one byte too many: b'!'
"""
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall("hello!!".encode())
print(s.recv(1024))
s.close()
