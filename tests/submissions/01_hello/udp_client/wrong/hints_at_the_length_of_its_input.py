"""Wrong: asks readlines() for 1024 characters, and has the lines that begin within them.

Loses: sends_every_line
Says: 5 of the 6 lines of its input had come
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin.readlines(1024):
    if line.strip():
        s.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2])))
        data, server = s.recvfrom(1024)
        print(data.decode())
