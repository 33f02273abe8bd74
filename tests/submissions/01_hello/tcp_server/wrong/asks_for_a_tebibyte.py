"""Wrong: asks recv() for so much that everything would fit.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: No call can ask for that many bytes at once.
"""
import socket
import sys

EVERYTHING = 1024 ** 4

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(EVERYTHING)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
