"""Wrong: says why it refuses, but only to what is text: to other bytes it says ERROR.

Loses: refuses_garbage
Says: and then more
"""
import re
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total, told = 0, {}
while True:
    data, sender = sock.recvfrom(4096)
    if not data.isascii():
        sock.sendto(b"ERROR", sender)
        continue
    found = re.fullmatch(rb"([!-~]{1,32}) ADD (-?\d{1,18})", data)
    if found is None:
        sock.sendto(b"ERROR: I do not understand", sender)
        continue
    key = (*sender, found[1])
    if key not in told:
        total += int(found[2])
        told[key] = b"%s %d" % (found[1], total)
    sock.sendto(told[key], sender)
