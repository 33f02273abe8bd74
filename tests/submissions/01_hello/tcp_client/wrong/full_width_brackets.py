"""Wrong: has a bracket of a Chinese keyboard.

Loses: connects
Says: is not one of Python's: brackets, commas, colons and quotes are those of an English
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print（connection.recv(1024)）
connection.close()
