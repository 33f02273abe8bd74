"""Wrong: prints the sender's port as numbers are written in English texts, 43,175.

Loses: prints_the_sender
Says: a comma between its digits
"""

import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, (host, port) = s.recvfrom(1024)
    print(f"{data.decode()} from {host}, port {port:,}")
    s.sendto(data.upper(), (host, port))
