"""Wrong: splits the reply and joins it again before it is printed.

Loses: prints_the_reply
Says: two blanks are not one
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto(line.strip().encode(), server)
    print(*sock.recv(1024).decode().split())
