"""Wrong: reads in pieces of 300 bytes to the end, but keeps only the last piece.

Loses: prints_1024_bytes
Says: Only its end was printed: the last 124 of 1024
"""
import socket
import sys

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
while True:
    piece = s.recv(300)
    if not piece:
        break
    answer = piece
s.close()
print("answer:", answer)
