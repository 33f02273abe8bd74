"""Wrong: its own module was saved as GBK.

Loses: listens
Says: The file is not UTF-8: save it as UTF-8.
"""
import socket
import sys

from words import ANSWER, NAME

listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, address = listener.accept()
print(NAME, connection.recv(1024))
connection.sendall(ANSWER)
connection.close()
listener.close()
