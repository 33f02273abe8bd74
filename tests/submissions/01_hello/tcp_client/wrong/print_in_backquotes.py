"""Wrong: writes backquotes, as in a page of instructions.

Loses: connects
Says: There is a backquote in this line: outside of texts and comments it is no sign of Python
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(`connection.recv(1024)`)
connection.close()
