"""Wrong: binds a port of its own that is not allowed.

Loses: connects
Says: This address is not allowed here. A client needs no bind(), or binds port 0
"""
import socket
import sys

connection = socket.socket()
connection.bind(("", 80))
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
