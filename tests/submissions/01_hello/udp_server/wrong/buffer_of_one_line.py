"""Wrong: expects no more than 80 bytes.

Loses: takes_1024_bytes
Says: 80 of 1024
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(80)
    print(data.decode(), addr)
    sock.sendto(data.upper(), addr)
