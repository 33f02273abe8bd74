"""Wrong: takes the last three digits of its port only.

Loses: listens
Says: This address is not allowed here. A server binds the HOST and PORT of its command line, which is 127.
"""
import socket
import sys

host, port = sys.argv[1], sys.argv[2][-3:]
listener = socket.socket()
listener.bind((host, int(port)))
listener.listen()
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
listener.close()
