"""Wrong: takes every ASCII character from a on for a small letter: { comes back as [.

Loses: raises_letters
Says: did not send the text in upper case
"""
import socket
import sys


def to_upper(c):
    if c.isascii() and c >= "a":
        return chr(ord(c) - 32)
    return c


s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = s.recvfrom(1024)
    text = data.decode()
    print(sender, text)
    s.sendto("".join(map(to_upper, text)).encode(), sender)
