"""Wrong: imports names of the module socket, and then uses the module.

Loses: connects
Says: `from socket import …` brings names of the module, and not the module itself
"""
from socket import AF_INET, SOCK_STREAM
import sys

connection = socket.socket(AF_INET, SOCK_STREAM)
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
