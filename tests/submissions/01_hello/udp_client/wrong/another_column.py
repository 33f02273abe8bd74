"""Wrong: begins a line at another column than the others of its loop.

Loses: sends
Says: This line begins at another column than the lines that it belongs with
"""
import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    client.sendto(line.strip().encode(), address)
  reply, sender = client.recvfrom(1024)
    print(reply.decode())
