"""Wrong: imports what is there on Windows only.

Loses: sends
Says: is there on Windows only, and the grader runs on another system
"""
import socket
import sys
import msvcrt

address = (sys.argv[1], int(sys.argv[2]))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    client.sendto(line.strip().encode(), address)
    reply, sender = client.recvfrom(1024)
    print(reply.decode())
