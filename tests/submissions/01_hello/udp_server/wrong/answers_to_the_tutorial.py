"""Wrong: each answer goes to the address that the tutorial uses.

Loses: answers
Says: An answer went to 127.0.0.1:8080
"""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, sender = server.recvfrom(65535)
        print(sender, data.decode())
        server.sendto(data.decode().upper().encode(), ("127.0.0.1", 8080))
