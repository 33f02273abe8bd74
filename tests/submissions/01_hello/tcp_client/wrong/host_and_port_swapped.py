"""Wrong: takes HOST for the port and PORT for the host.

Loses: connects
Says: HOST first and then PORT
"""
import socket
import sys

port, host = sys.argv[1], sys.argv[2]
s = socket.socket()
s.connect((host, int(port)))
s.sendall(b"hello!")
print(s.recv(1024))
s.close()
