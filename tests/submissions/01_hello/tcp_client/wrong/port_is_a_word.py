"""Wrong: gives a word for the port.

Loses: connects
Says: The port is neither a number nor the name of a service: use PORT from the command line
"""
import socket
import sys

connection = socket.create_connection((sys.argv[1], "PORT"))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
