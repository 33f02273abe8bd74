"""Wrong: takes the family of its socket from another address than the one it connects to.

Loses: connects
Says: The address and the socket are of two families
"""
import socket
import sys

family, kind, *_ = socket.getaddrinfo("::1", sys.argv[2], type=socket.SOCK_STREAM)[0]
connection = socket.socket(family, kind)
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024).decode())
connection.close()
