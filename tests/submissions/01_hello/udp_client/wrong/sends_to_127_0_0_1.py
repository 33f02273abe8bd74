"""Wrong: looks at PORT and not at HOST.

Loses: sends
Says: Your program sent a datagram to 127.0.0.1: | but it was started with 127.
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    sock.sendto(line.strip().encode(), ("127.0.0.1", int(sys.argv[2])))
    print(sock.recv(1024).decode())
