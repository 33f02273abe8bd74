"""Wrong: every host has a total of its own.

Loses: shares_the_total
Says: began anew for client B
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
    if (addr, m[1]) not in answers:
        totals[addr[0]] += int(m[2])
        answers[addr, m[1]] = b"%s %d" % (m[1], totals[addr[0]])
    sock.sendto(answers[addr, m[1]], addr)
