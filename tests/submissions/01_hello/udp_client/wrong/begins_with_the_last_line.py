"""Wrong: sends the lines in the wrong order.

Loses: sends_the_line
Says: and not the one whose turn it is
Never says: Several lines
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in reversed(sys.stdin.readlines()):
    sock.sendto(line.strip().encode(), server)
    print(sock.recv(1024).decode())
