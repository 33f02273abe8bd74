"""Wrong: takes the last line for the empty rest after it.

Loses: sends_every_line
Says: 5 of the 6 lines
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin.read().split("\n")[:-2]:
    sock.sendto(line.strip().encode(), server)
    print(sock.recv(1024).decode())
