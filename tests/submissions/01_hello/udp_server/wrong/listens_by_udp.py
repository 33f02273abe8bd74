"""Wrong: calls listen on its UDP socket.

Loses: binds
Points: 0
Says: This kind of socket cannot do that: listen() and accept() belong to TCP, a UDP socket is
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
server.listen()
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    print(text, "from", sender)
    server.sendto(text.upper().encode(), sender)
