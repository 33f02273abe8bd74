"""Wrong: imports a module as Python 2 called it.

Loses: listens
Says: is a module of Python 2: in Python 3 it is
"""
import socket
import sys
import SocketServer

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
