"""Wrong: it strips what comes first, before its loop.

Loses: raises_letters
Says: white space at its ends is missing
"""

import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))

data, sender = s.recvfrom(1024)
data = data.strip()
while True:
    text = data.decode()
    print(text, sender)
    s.sendto(text.upper().encode(), sender)
    data, sender = s.recvfrom(1024)
