"""Wrong: prints a text only up to its first line end.

Loses: prints_every_text_decoded
Says: The first 8 characters were printed
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = s.recvfrom(1024)
    text = data.decode()
    print(sender, text.partition("\n")[0])
    s.sendto(text.upper().encode(), sender)
