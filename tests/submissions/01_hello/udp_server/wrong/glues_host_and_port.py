"""Wrong: prints the host and the port without anything between them.

Loses: prints_the_sender
Says: without anything between them
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print("from " + addr[0] + str(addr[1]) + ": " + data.decode())
    sock.sendto(data.upper(), addr)
