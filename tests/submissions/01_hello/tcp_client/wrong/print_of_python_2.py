"""Wrong: prints as in Python 2.

Loses: connects
Says: ): this course uses Python 3, and the grader runs Python
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print connection.recv(1024)
connection.close()
