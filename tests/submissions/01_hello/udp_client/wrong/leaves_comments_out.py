"""Wrong: takes a line that begins with # for a comment, and does not send it.

Loses: sends_the_line
Says: This is line 2 of its input, and not the one whose turn it is.
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    line = line.strip()
    if line and not line.startswith("#"):
        s.sendto(line.encode(), (sys.argv[1], int(sys.argv[2])))
        data, server = s.recvfrom(1024)
        print(data.decode())
