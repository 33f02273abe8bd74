"""Wrong: every client has a total of its own, and an ID is known whoever sends it.

Loses: shares_the_total, tells_senders_apart
Says: began anew for client B | taken for the same request as before
Points: 16
"""
import re
import socket
import sys
from collections import defaultdict

totals = defaultdict(int)
answers = {}
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    if m[1] not in answers:
        totals[addr] += int(m[2])
        answers[m[1]] = b"%s %d" % (m[1], totals[addr])
    sock.sendto(answers[m[1]], addr)
