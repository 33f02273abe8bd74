"""Wrong: a typing error between listen and accept ends it before anybody comes.

Loses: listens
Points: 0
Says: ended (status 1) before a client could connect to it | There is no acept in it
"""
import socket
import sys

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((sys.argv[1], int(sys.argv[2])))
server.listen()
connection, sender = server.acept()
print(connection.recv(1024).decode())
connection.sendall(b"hi")
connection.close()
