"""Wrong: takes a name from its own module that this does not have.

Loses: listens
Says: There is no GREETING in words.
"""
import socket
import sys

from words import GREETING

listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(GREETING)
connection.close()
listener.close()
