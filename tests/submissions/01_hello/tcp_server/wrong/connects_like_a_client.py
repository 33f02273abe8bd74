"""Wrong: connects to the address at which it is to listen.

Loses: listens
Says: Nobody listens where the program knocked: a server does not connect(), it binds, listens
"""
import socket
import sys

listener = socket.socket()
listener.connect((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
