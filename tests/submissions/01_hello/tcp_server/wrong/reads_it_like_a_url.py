"""Wrong: decodes the message as if it came from a URL, in which + and % mean something.

Loses: prints_the_message
Says: and then it is another text
"""
import socket
import sys
from urllib.parse import unquote_plus

door = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, address = door.accept()
print("%s:%d" % address, unquote_plus(connection.recv(1024).decode()))
connection.sendall(b"hi")
connection.close()
door.close()
