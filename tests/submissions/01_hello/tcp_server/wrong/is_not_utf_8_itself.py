"""Wrong: a comment of it was saved as GBK.

Loses: listens
Says: The file is not UTF-8, and that counts in comments, too
"""
# ·þÎñÆ÷
import socket
import sys

listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
listener.close()
