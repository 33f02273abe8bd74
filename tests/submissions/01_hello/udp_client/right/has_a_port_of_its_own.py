"""Right: binds a port of its own on all interfaces, 8080.

Needs: a network of its own
"""

import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind(("0.0.0.0", 8080))
    server = socket.gethostbyname(sys.argv[1]), int(sys.argv[2])
    for line in map(str.strip, sys.stdin):
        if line:
            sock.sendto(line.encode(), server)
            reply, sender = sock.recvfrom(2048)
            print(sender, reply.decode())
