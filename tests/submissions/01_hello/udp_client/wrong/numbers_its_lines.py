"""Wrong: a number stands before each line.

Loses: sends_the_line
Says: '1. ' stands before it
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for number, line in enumerate(sys.stdin, 1):
    sock.sendto(f"{number}. {line.strip()}".encode(), server)
    print(sock.recv(1024).decode())
