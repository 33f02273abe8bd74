"""Wrong: it brings each line to small letters.

Loses: sends_the_line
Says: The text came in small letters.
"""

import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

for line in sys.stdin:
    sock.sendto(line.strip().lower().encode("utf-8"), server)
    reply, addr = sock.recvfrom(1024)
    print(reply.decode("utf-8"))

sock.close()
