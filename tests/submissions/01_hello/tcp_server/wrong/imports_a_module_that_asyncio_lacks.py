"""Wrong: imports a module of asyncio that it does not have.

Loses: listens
Says: is there, and has no module of that name in it
"""
import socket
import sys
import asyncio.server

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
