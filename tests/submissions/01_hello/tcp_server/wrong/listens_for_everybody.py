"""Wrong: binds the broadcast address, so that it could be reached by everybody.

Loses: listens
Says: 255.255.255.255
"""
import socket
import sys

EVERYBODY = "255.255.255.255"

listener = socket.socket()
listener.bind((EVERYBODY, int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
listener.close()
