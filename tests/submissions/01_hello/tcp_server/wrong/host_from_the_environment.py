"""Wrong: takes the host from the environment.

Loses: listens
Says: There is no environment variable
"""
import os
import socket
import sys

listener = socket.socket()
listener.bind((os.environ["HOST"], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
