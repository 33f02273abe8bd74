"""Wrong: encodes the words as UTF-16.

Loses: sends_hello
Says: encoded in utf-16
"""
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall("hello!".encode("utf-16"))
s.shutdown(socket.SHUT_WR)
answer = b""
while True:
    piece = s.recv(256)
    if not piece:
        break
    answer += piece
print(answer.decode())
s.close()
