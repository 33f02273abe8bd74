"""Wrong: prints the port of the sender, and not the host.

Loses: prints_the_sender
Says: but not its host
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print("client", addr[1], "sent", data.decode())
    sock.sendto(data.upper(), addr)
