"""Wrong: adds a number to the port, which is a text.

Loses: connects
Says: Text and a value of the type
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], sys.argv[2] + 0))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
