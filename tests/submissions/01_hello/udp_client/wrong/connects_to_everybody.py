"""Wrong: connects its socket to the broadcast address of the network.

Loses: sends
Says: This address is not allowed here. A client connects to the HOST and PORT of its command line, which is 127.
"""
import ipaddress
import socket
import sys

network = ipaddress.ip_network(sys.argv[1] + "/8", strict=False)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect((str(network.broadcast_address), int(sys.argv[2])))
for line in sys.stdin:
    s.send(line.strip().encode())
    print(s.recv(1024).decode())
