"""Wrong: imports a module beside it with a dot.

Loses: listens
Says: A program that is run as a script is in no package: an import of a file beside it has no
"""
import socket
import sys

from .helpers import answer

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(answer())
connection.close()
listener.close()
