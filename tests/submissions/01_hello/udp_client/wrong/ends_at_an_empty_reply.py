"""Wrong: takes an empty reply for the end of a connection, as that to an empty line that it sends.

Loses: survives_a_blank_line
Says: in UDP that is no end
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    s.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2])))
    data, server = s.recvfrom(1024)
    if not data:
        break
    print(data.decode())
