"""Wrong: begins a line with a blank too many.

Loses: listens
Says: This line stands further to the right, and the line before it does not ask for that
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
 listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
