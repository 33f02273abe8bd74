"""Wrong: calls listen() on the socket that it has connected.

Loses: sends_hello, prints_the_answer, ends_with_status_0
Says: The call does not fit the state of the socket
"""
import socket
import sys

connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.listen(1)
connection.sendall(b"hello!")
print(connection.recv(1024).decode())
connection.close()
