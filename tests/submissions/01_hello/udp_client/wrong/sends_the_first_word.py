"""Wrong: sends the first word of a line.

Loses: sends_the_line
Says: Only its beginning came
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    words = line.split()
    if words:
        sock.sendto(words[0].encode(), server)
        print(sock.recv(1024).decode())
