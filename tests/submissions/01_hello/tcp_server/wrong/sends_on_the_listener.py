"""Wrong: answers on the socket that listens.

Loses: answers, hangs_up, ends_with_status_0
Says: It sends on the socket that listens, which is connected to nobody
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
listener.sendall(b"hi")
connection.close()
listener.close()
