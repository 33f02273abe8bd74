"""Wrong: it takes blanks off at the beginning of a line only, and the line end.

Loses: strips_lines
Says: There are blanks at the end that do not belong there.
"""

import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

for line in sys.stdin:
    sock.sendto(line.lstrip().rstrip("\n").encode("utf-8"), server)
    reply, addr = sock.recvfrom(1024)
    print(reply.decode("utf-8"))

sock.close()
