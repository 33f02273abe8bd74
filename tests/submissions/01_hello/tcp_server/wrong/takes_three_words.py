"""Wrong: takes three words from the command line, which has two.

Loses: listens
Says: This line has names for more or fewer arguments than the program has
"""
import socket
import sys

listener = socket.socket()
host, port, backlog = sys.argv[1:]
listener.bind((host, int(port)))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
