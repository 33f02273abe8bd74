"""Wrong: a second in which nobody speaks ends it with an exception.

Loses: runs_until_stopped
Says: while nobody spoke
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
sock.settimeout(1.0)
while True:
    data, addr = sock.recvfrom(1024)
    print(data.decode(), addr)
    sock.sendto(data.upper(), addr)
