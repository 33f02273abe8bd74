"""Wrong: mixes tabs and blanks.

Loses: sends
Says: Tabs and blanks are mixed at the beginnings of the lines: use blanks only
"""
import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
	client.sendto(line.strip().encode(), address)
        reply, sender = client.recvfrom(1024)
        print(reply.decode())
