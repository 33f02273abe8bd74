"""Wrong: decodes as ASCII and ignores whatever is none.

Loses: keeps_chinese, prints_every_text_decoded
Says: has no such characters, without them
Never says: middle
"""
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = sock.recvfrom(1024)
    text = data.decode("ascii", "ignore")
    print(text, *sender)
    sock.sendto(text.upper().encode(), sender)
