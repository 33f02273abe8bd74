"""Wrong: gives the address as a list.

Loses: sends
Says: An address is one pair, (host, port), in brackets of its own
"""
import socket
import sys

address = [sys.argv[1], int(sys.argv[2])]
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    client.sendto(line.strip().encode(), address)
    reply, sender = client.recvfrom(1024)
    print(reply.decode())
