"""Wrong: binds a name that has no address.

Loses: listens
Says: has no address here: use HOST from the command line as it is
"""
import socket
import sys

listener = socket.socket()
listener.bind(("my-server", int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
