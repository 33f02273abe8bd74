"""Wrong: asks the bytes what only a text can be asked.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: () belongs to text: decode them first
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message.isidentifier(), message)
connection.sendall(b"hi")
connection.close()
listener.close()
