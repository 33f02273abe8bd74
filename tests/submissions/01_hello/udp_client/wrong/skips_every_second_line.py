"""Wrong: reads twice in each turn of the loop, so every second line is lost.

Loses: sends_every_line
Says: This is line 3 and 4 of its input
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
line = sys.stdin.readline()
while line:
    if line.strip():
        sock.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2])))
        print(sock.recv(1024).decode())
    sys.stdin.readline()  # on to the next line
    line = sys.stdin.readline()
