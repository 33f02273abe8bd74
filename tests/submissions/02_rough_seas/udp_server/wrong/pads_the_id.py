"""Wrong: writes the ID into a column of twelve characters.

Loses: adds
Says: more blanks than one
"""
import re
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total, told = 0, {}
while True:
    data, sender = sock.recvfrom(4096)
    found = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if found is None:
        sock.sendto(b"ERROR", sender)
        continue
    key = (sender, found[1])
    if key not in told:
        total += int(found[2])
        told[key] = b"%-12s %d" % (found[1], total)
    sock.sendto(told[key], sender)
