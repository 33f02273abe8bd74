"""Wrong: calls send on a socket that is not connected.

Loses: sends
Says: needs a connected socket
"""
import socket
import sys

HOST, PORT = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    try:
        text = input("> ").strip()
    except EOFError:
        break
    if text:
        client.send(text.encode())
        print(client.recv(1024).decode())
