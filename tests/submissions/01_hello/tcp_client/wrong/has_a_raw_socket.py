"""Wrong: makes a raw socket.

Loses: connects
Says: This kind of socket is not allowed here. This course uses those of AF_INET: SOCK_STREAM
"""
import socket
import sys

connection = socket.socket(socket.AF_INET, socket.SOCK_RAW)
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
