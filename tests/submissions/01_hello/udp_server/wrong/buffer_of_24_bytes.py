"""Wrong: takes 24 bytes of a datagram, which may end in the middle of a character.

Loses: raises_letters, keeps_chinese, prints_every_text_decoded, takes_1024_bytes
Says: recvfrom(n) keeps n bytes of a datagram, and the others are lost
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, address = s.recvfrom(24)
    text = data.decode("utf-8")
    print(text, "from", *address)
    s.sendto(text.upper().encode("utf-8"), address)
