# -*- coding: utf8mb4 -*-
"""Wrong: declares an encoding that Python does not know.

Loses: listens
Says: The file declares an encoding that it is not in, or that there is not.
"""
import socket
import sys

listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
listener.close()
