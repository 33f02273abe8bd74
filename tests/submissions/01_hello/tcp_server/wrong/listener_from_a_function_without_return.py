"""Wrong: makes its socket in a function that does not return it.

Loses: listens
Says: A value is None here: a function that reaches its end without return gives None, and so
"""
import socket
import sys


def make(host, port):
    listener = socket.socket()
    listener.bind((host, port))
    listener.listen()


listener = make(sys.argv[1], int(sys.argv[2]))
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
listener.close()
