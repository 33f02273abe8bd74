"""Wrong: calls bind on the module and not on its socket.

Loses: listens
Says: () belongs to a socket, which socket.socket() makes, and not to the module
"""
import socket
import sys

listener = socket.socket()
socket.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
