"""Wrong: binds HOST and PORT, which are the server's.

Loses: sends
Says: binds an address that is taken
Never says: bound twice
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
sock.bind(server)
for line in sys.stdin:
    sock.sendto(line.strip().encode(), server)
    print(sock.recv(1024).decode())
