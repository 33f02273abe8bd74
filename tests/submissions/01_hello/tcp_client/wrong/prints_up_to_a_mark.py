"""Wrong: prints what stands before the first colon.

Loses: prints_the_answer
Says: Only the beginning was printed: | of 38 characters
"""
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
answer, _, _ = s.recv(1024).partition(b":")
print(answer)
s.close()
