"""Wrong: sends its lines to the broadcast address of the network.

Loses: sends
Says: This is not allowed here. A program may use the HOST and PORT of its command line
"""
import ipaddress
import socket
import sys

network = ipaddress.ip_network(sys.argv[1] + "/8", strict=False)
everybody = (str(network.broadcast_address), int(sys.argv[2]))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    s.sendto(line.strip().encode(), everybody)
    print(s.recvfrom(1024)[0].decode())
