"""Wrong: adds a digit to the port.

Loses: listens
Says: A port is a number from 0 to 65535: use PORT from the command line
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2]) * 10))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
