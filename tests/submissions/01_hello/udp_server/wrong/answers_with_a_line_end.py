"""Wrong: ends each answer as if it were a line.

Loses: raises_letters
Says: line end that nobody asked for
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print(addr, data.decode())
    sock.sendto(data.upper() + b"\r\n", addr)
