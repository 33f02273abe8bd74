"""Wrong: a comma at the end of a line makes a tuple of its socket.

Loses: listens
Says: This value is a tuple, several values together, which has no bind.
"""
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM),
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
listener.close()
