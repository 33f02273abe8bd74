"""Wrong: one recv of 1000 bytes, so the end of a long answer is missing.

Loses: prints_1024_bytes
Says: 1000 of 1024
"""
import socket
import sys

ONE_K = 1000

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
print("got", s.recv(ONE_K))
s.close()
