"""Wrong: sends each line a second time, in case that the first is lost.

Loses: sends_every_line
Says: a second time
Never says: next line before
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    for _ in range(2):
        sock.sendto(line.strip().encode(), server)
    print(sock.recv(1024).decode())
