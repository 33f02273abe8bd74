"""Wrong: makes the text a part of a format, in which braces mean something.

Loses: prints_every_text_decoded
Says: raised KeyError
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = s.recvfrom(1500)
    text = data.decode()
    print(("{}:{} says " + text).format(*sender))
    s.sendto(text.upper().encode(), sender)
