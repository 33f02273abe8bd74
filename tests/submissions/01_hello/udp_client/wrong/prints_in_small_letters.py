"""Wrong: it prints each reply in small letters, and not as it came.

Loses: prints_the_reply
Says: changed
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    s.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2])))
    data, _ = s.recvfrom(2000)
    print(data.decode().lower())
