"""Wrong: tells the server by an empty datagram that this was all.

Loses: ends_with_status_0
Says: after the last line
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    if line.strip():
        sock.sendto(line.strip().encode(), server)
        print(sock.recv(1024).decode())
sock.sendto(b"", server)
