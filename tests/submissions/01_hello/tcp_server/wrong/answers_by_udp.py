"""Wrong: is a server of UDP.

Loses: listens
Says: Your program has a UDP socket, bound to | A client comes by TCP
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
data, client = server.recvfrom(1024)
print(data.decode())
server.sendto(b"hi", client)
server.close()
