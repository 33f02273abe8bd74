"""Wrong: calls the module socket, and not the class in it.

Loses: connects
Says: A module was called. Name the class or the function in it, after a dot
"""
import socket
import sys

connection = socket(socket.AF_INET, socket.SOCK_STREAM)
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
