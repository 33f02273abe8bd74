"""Wrong: imports a function that the module socket does not have.

Loses: listens
Says: of this Python (
"""
import socket
import sys
from socket import create_listener

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
