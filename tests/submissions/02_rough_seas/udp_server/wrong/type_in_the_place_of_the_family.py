"""Wrong: SOCK_DGRAM is the only argument of socket(): it is taken for the family.

Loses: answers
Says: `socket.socket(socket.SOCK_DGRAM)` | makes a TCP socket
Never says: sandbox
"""
import socket
import sys

totals = 0
server = socket.socket(socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, address = server.recvfrom(2048)
    server.sendto(data, address)
