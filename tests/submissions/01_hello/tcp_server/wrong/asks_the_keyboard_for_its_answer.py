"""Wrong: somebody has to type the answer, and nobody does.

Loses: answers
Says: came to its end, and no error left it. Nothing was sent on the way there
"""
import socket
import sys

s = socket.create_server((sys.argv[1], int(sys.argv[2])))
c, _ = s.accept()
print("client:", c.recv(1024).decode(), flush=True)
c.sendall(input("your answer: ").encode())
c.close()
s.close()
