"""Wrong: uses sys and does not import it.

Loses: connects
Says: is used and not imported
"""
import socket

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
