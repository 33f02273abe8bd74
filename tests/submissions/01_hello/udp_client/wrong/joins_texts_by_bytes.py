"""Wrong: joins texts by bytes.

Loses: sends
Says: Pieces of text were joined by bytes: encode them first, or join them by ''
"""
import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    client.sendto(b"".join([line.strip()]), address)
    reply, sender = client.recvfrom(1024)
    print(reply.decode())
