"""Wrong: puts a line end behind each line, as one does with TCP.

Loses: strips_lines
Says: line end that nobody asked for
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto((line.strip() + "\n").encode(), server)
    print(sock.recv(1024).decode())
