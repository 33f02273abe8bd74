"""Wrong: says behind the total what was added.

Loses: adds
Says: After the total stands something more
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
    name, number = found[1].decode(), int(found[2])
    key = (sender, name)
    if key not in told:
        total += number
        told[key] = f"{name} {total} [{number} more]"
    sock.sendto(told[key].encode(), sender)
