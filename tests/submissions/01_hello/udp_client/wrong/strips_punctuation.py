"""Wrong: strips punctuation from the ends of a line as well.

Loses: sends_the_line
Says: All of it came but '.' at its end
"""

import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    text = line.strip(" \t\r\n.,;:")
    s.sendto(text.encode(), (sys.argv[1], int(sys.argv[2])))
    print(s.recv(1024).decode())
