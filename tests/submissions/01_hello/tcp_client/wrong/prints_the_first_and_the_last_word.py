"""Wrong: prints only the first and the last word of the answer.

Loses: prints_the_answer
Says: The first
Never says: Only its first word
"""
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
    sock.sendall(b"hello!")
    answer = b""
    while piece := sock.recv(1024):
        answer += piece
    words = answer.decode().split()
    print(words[0] if len(words) == 1 else words[0] + " " + words[-1])
