"""Wrong: split() and join() make one blank of two.

Loses: prints_the_message
Says: Several blanks together were printed as one
"""
import socket
import sys

s = socket.create_server((sys.argv[1], int(sys.argv[2])))
c, _ = s.accept()
text = " ".join(c.recv(1024).decode().split())
print(text)
c.sendall(b"hi")
c.close()
s.close()
