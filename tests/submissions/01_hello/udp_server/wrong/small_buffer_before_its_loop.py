"""Wrong: it receives once before its loop, into less than all others.

Loses: takes_1024_bytes
Says: Only its beginning came: 64 of 1024 characters.
"""

import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))

data, sender = s.recvfrom(64)
while True:
    text = data.decode()
    print(text, sender)
    s.sendto(text.upper().encode(), sender)
    data, sender = s.recvfrom(2048)
