"""Wrong: names AF_INET and imports no module that has it.

Loses: connects
Says: is a name of the module socket, which is not imported so that it can be used like this
"""
import sys
from socket import socket as make

connection = make(AF_INET, SOCK_STREAM)
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
