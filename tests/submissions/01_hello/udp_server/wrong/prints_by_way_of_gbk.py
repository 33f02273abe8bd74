"""Wrong: prints the text by way of GBK, which has no Korean and no emoji.

Loses: prints_every_text_decoded
Says: Only its ASCII characters were printed
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = s.recvfrom(1024)
    text = data.decode()
    print(sender, text.encode("gbk", errors="replace").decode("gbk"))
    s.sendto(text.upper().encode(), sender)
