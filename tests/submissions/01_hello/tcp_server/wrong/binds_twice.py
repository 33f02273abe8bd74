"""Wrong: binds its socket twice.

Loses: listens
Says: This socket has an address already: bind() is called once, and before connect()
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
