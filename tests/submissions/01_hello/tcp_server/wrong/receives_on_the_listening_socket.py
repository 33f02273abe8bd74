"""Wrong: never calls accept, and receives on the listening socket: it ends before anybody comes.

Loses: listens
Points: 0
Says: ended (status 1) before a client could connect to it | accept() gives one that is
"""
import socket
import sys

server = socket.create_server((sys.argv[1], int(sys.argv[2])))
message = server.recv(1024).decode()
print(message)
server.sendall(b"hi")
server.close()
