"""Wrong: keeps the total in 32 bits.

Loses: takes_any_number
Says: in 32 bits
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
        total = (total + 2**31) % 2**32 - 2**31
        told[key] = b"%s %d" % (found[1], total)
    sock.sendto(told[key], sender)
