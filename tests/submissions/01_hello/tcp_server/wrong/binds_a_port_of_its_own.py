"""Wrong: binds the HOST that it is told, and a PORT of its own.

Loses: listens
Says: command line
"""
import socket
import sys

PORT = 8899

host = sys.argv[1]
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, PORT))
server.listen()
conn, _ = server.accept()
print(conn.recv(1024))
conn.send(b"hi")
conn.close()
