"""Wrong: adds the number of a line to its text.

Loses: sends_every_line, prints_the_reply, ends_with_status_0
Says: Text and a value of the type
"""
import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
count = 0
for line in sys.stdin:
    client.sendto(line.strip().encode(), address)
    reply, sender = client.recvfrom(1024)
    count += 1
    print(reply.decode() + count)
