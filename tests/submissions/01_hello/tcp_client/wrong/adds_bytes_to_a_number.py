"""Wrong: adds the answer to a number.

Loses: prints_the_answer, ends_with_status_0
Says: A number was added to a value of the type
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(0 + connection.recv(1024))
connection.close()
