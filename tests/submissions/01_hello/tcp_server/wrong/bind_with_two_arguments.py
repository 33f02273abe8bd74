"""Wrong: gives host and port to bind as two arguments instead of one pair.

Loses: listens
Says: two brackets
"""
import socket
import sys

host = sys.argv[1]
port = int(sys.argv[2])

server = socket.socket()
server.bind(host, port)
server.listen(1)
client, address = server.accept()
print("Client said:", client.recv(1024).decode())
client.send("hi".encode())
client.close()
server.close()
