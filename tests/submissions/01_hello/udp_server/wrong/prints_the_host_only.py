"""Wrong: prints the host of the sender, and not the port.

Loses: prints_the_sender
Says: but not its port
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, (host, port) = sock.recvfrom(1024)
    print(host, "sent", data.decode())
    sock.sendto(data.upper(), (host, port))
