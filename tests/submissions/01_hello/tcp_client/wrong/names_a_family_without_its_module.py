"""Wrong: names AF_INET without the module that it is in.

Loses: connects
Says: is a name inside the module socket: after `import socket` write it as socket
"""
import socket
import sys

connection = socket.socket(AF_INET, SOCK_STREAM)
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
