"""Wrong: has one socket to receive and one to send, and binds both to its address.

Loses: binds
Says: a socket of its own has them already
"""
import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for each in (receiver, sender):
    each.bind(address)
while True:
    data, client = receiver.recvfrom(2048)
    print(data.decode(), "from", *client)
    sender.sendto(data.decode().upper().encode(), client)
