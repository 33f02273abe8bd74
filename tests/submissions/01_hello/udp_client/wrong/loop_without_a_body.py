"""Wrong: does not indent what belongs to its loop.

Loses: sends
Says: The line before it ends with a colon: what belongs to it stands further to the right
"""
import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
client.sendto(line.strip().encode(), address)
    reply, sender = client.recvfrom(1024)
    print(reply.decode())
