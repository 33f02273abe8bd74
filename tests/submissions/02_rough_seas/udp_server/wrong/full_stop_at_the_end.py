"""Wrong: ends each answer with a full stop.

Loses: adds
Says: It ends with b'.'
Never says: decimal point
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total, given = 0, {}
while True:
    data, sender = sock.recvfrom(2048)
    match = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not match:
        sock.sendto(b"ERROR.", sender)
        continue
    name, number = match.groups()
    if (name, sender) not in given:
        total += int(number)
        given[name, sender] = b"%s %d." % (name, total)
    sock.sendto(given[name, sender], sender)
