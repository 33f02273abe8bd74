"""Wrong: makes a second socket for the client, and leaves the one that accept() gives.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: This socket is not connected, or not any more: accept() gives one that is.
"""
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen(1)
_, address = listener.accept()
print("a client from", address)
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
