"""Wrong: its own module was saved as UTF-16, without a mark at its beginning.

Loses: listens
Says: it may have been saved as UTF-16
"""
import socket
import sys

from words import ANSWER

listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(ANSWER)
connection.close()
listener.close()
