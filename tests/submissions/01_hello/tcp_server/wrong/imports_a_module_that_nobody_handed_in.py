"""Wrong: imports a module of its own that was not handed in.

Loses: listens
Says: py of your own has to lie beside the program, and other packages are not installed
"""
import socket
import sys

from helpers import answer

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(answer())
connection.close()
listener.close()
