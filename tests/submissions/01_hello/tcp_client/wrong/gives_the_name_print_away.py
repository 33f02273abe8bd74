"""Wrong: gives the name print to a number.

Loses: prints_the_answer, ends_with_status_0
Says: What was called there is a value of the type
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
print = 1
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
