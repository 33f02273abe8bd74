"""Wrong: sends no more than 64 characters of a line.

Loses: sends_the_line
Says: Only its beginning came
"""
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
for line in sys.stdin:
    text = line.strip()
    sock.sendto(text[:64].encode(), (sys.argv[1], int(sys.argv[2])))
    print(sock.recv(1024).decode())
