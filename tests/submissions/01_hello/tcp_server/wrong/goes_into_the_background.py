"""Wrong: ends as soon as it listens, and leaves its client to a child in the background.

Loses: ends_with_status_0
Says: Your program ended (status 0) before the client had spoken. | another process goes on with it
"""

import os
import socket
import sys

door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
door.bind((sys.argv[1], int(sys.argv[2])))
door.listen()
if os.fork() > 0:
    os._exit(0)
os.setsid()
connection, address = door.accept()
print("received", connection.recv(1024), "from", address)
connection.sendall(b"hi")
connection.close()
door.close()
