"""Wrong: sends the answer back to the server as a receipt.

Loses: sends_nothing_more
Says: the bytes that it had received came back
"""
import socket
import sys

client_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client_socket.connect((sys.argv[1], int(sys.argv[2])))
client_socket.send("hello!".encode())
modified = client_socket.recv(1024)
print("From server:", modified)
client_socket.send(modified)
client_socket.close()
