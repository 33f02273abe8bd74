"""Wrong: it prints a text as a list of its words.

Loses: prints_the_text
Says: All of its words were printed, but not as they stand: as a line, or within one.
"""

import socket, sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))

while True:
    p = s.recvfrom(1024)
    print(p[0].decode('utf-8').split())
    print(p[1])
    s.sendto(p[0].upper(), p[1])
