"""Wrong: adds a text to the bytes of the message.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: Bytes and text were added: decode the bytes or encode the text first
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message + " came")
connection.sendall(b"hi")
connection.close()
listener.close()
