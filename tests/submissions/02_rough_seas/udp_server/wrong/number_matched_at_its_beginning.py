"""Wrong: counts the words, and of the number it looks at the beginning only.

Loses: refuses_near_misses
Says: Only its beginning
Never says: int() takes it
"""
import re
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total, told = 0, {}
while True:
    data, sender = sock.recvfrom(4096)
    words = data.split(b" ")
    found = re.match(rb"-?[0-9]{1,18}", words[-1])
    if (
        len(words) != 3
        or words[1] != b"ADD"
        or not re.fullmatch(rb"[!-~]{1,32}", words[0])
        or not found
    ):
        sock.sendto(b"ERROR", sender)
        continue
    key = (sender, words[0])
    if key not in told:
        total += int(found[0])
        told[key] = b"%s %d" % (words[0], total)
    sock.sendto(told[key], sender)
