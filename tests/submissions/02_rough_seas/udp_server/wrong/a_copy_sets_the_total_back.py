"""Wrong: a request that comes again sets the total back to what it was then.

Loses: counts_a_request_once
Says: set the total back
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
        told[key] = total
    total = told[key]
    sock.sendto(b"%s %d" % (found[1], total), sender)
