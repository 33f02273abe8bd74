"""Wrong: has an invisible character from a web page.

Loses: connects
Says: There is an invisible character in this line, perhaps from a web page or a chat: type the
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.​close()
