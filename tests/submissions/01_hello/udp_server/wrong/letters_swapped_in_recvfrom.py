"""Wrong: a typing error between bind and recvfrom ends it before it takes a datagram.

Loses: binds
Points: 0
Says: ended (status 1) before it received a datagram | There is no recvform in it
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvform(1024)
    text = data.decode()
    print(text, *sender)
    server.sendto(text.upper().encode(), sender)
