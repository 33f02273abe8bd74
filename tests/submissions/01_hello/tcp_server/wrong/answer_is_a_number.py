"""Wrong: sends a number.

Loses: answers, hangs_up, ends_with_status_0
Says: Sockets carry bytes: turn the value into bytes first
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(42)
connection.close()
listener.close()
