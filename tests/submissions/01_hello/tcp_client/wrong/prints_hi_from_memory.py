"""Wrong: prints the answer that it expects, not the one that came.

Loses: prints_the_answer
Says: this text is not in it
"""
import socket
import sys

with socket.socket() as s:
    s.connect((sys.argv[1], int(sys.argv[2])))
    s.sendall(b"hello!")
    if s.recv(1024):
        print("b'hi'")
