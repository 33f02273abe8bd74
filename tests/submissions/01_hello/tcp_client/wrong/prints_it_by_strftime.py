"""Wrong: puts the answer into the format of the time, in which % means something.

Loses: prints_the_answer
Says: and then it is another text
"""
import socket
import sys
import time

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    s.sendall(b"hello!")
    answer = b""
    while piece := s.recv(1024):
        answer += piece
print(time.strftime("%H:%M:%S " + answer.decode()))
