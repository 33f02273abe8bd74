"""Wrong: imports the class socket, and takes it for the module.

Loses: connects
Says: After `from socket import …` the name socket is the class
"""
from socket import socket
import sys

connection = socket(socket.AF_INET, socket.SOCK_STREAM)
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
