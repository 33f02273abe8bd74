"""Wrong: reads its lines as Python 2 does.

Loses: sends
Says: is a name of Python 2: in Python 3 it is another one
"""
import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    line = raw_input()
    client.sendto(line.strip().encode(), address)
    reply, sender = client.recvfrom(1024)
    print(reply.decode())
