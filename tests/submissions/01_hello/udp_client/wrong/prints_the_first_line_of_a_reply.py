"""Wrong: prints a reply only up to its first line end.

Loses: prints_every_reply_decoded
Says: The first 8 characters were printed
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    if line.strip():
        s.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2])))
        data, server = s.recvfrom(1024)
        print(data.decode().partition("\n")[0])
