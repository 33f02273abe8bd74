"""Wrong: encodes the lines as UTF-16.

Loses: sends_the_line
Says: sent in utf-16
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto(line.strip().encode("utf-16"), server)
    print(sock.recv(1024).decode())
