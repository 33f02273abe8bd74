"""Wrong: adds the bytes of the message to a text.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: Text and a value of the type bytes were added: decode() makes text of bytes
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print("message: " + message)
connection.sendall(b"hi")
connection.close()
listener.close()
