"""Wrong: adds the port, which is a text, to a number.

Loses: connects
Says: A number was added to a value of the type str: int() makes a number of a word
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], 0 + sys.argv[2]))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
