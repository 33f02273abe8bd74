"""Wrong: receives on a socket that is connected to nobody.

Loses: connects
Says: This socket is not connected: a client calls connect() before it sends or receives
"""
import socket
import sys

connection = socket.socket()
print(connection.recv(1024))
connection.close()
