"""Wrong: shouts what it has received.

Loses: prints_the_message
Says: It was printed in upper case
"""
import socket
import sys

s = socket.create_server((sys.argv[1], int(sys.argv[2])))
c, _ = s.accept()
print(c.recv(1024).upper())
c.sendall(b"hi")
c.close()
s.close()
