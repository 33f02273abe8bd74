"""Wrong: its first datagram has to be ASCII.

Loses: keeps_chinese, prints_every_text_decoded
Says: decoded as ASCII
"""

import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))

code = "ascii"
while True:
    data, sender = s.recvfrom(1024)
    text = data.decode(code)
    code = "utf-8"
    print(text, sender)
    s.sendto(text.upper().encode(), sender)
