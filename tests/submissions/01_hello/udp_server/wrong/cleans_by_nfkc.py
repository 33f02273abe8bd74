"""Wrong: normalizes the text, so that the comma of Chinese becomes that of ASCII.

Loses: keeps_chinese
Says: something other than the answer to
Never says: not in what came
"""
import socket
import sys
import unicodedata

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = s.recvfrom(1024)
    text = unicodedata.normalize("NFKC", data.decode())
    print(sender, text)
    s.sendto(text.upper().encode(), sender)
