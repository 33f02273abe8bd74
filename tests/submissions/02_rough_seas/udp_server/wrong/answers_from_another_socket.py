"""Wrong: makes a new socket for each answer, so that it comes from another port.

Loses: answers
Says: from another socket
"""
import re
import sys
from socket import AF_INET, SOCK_DGRAM, socket


def reply(data, addr):
    out = socket(AF_INET, SOCK_DGRAM)
    out.sendto(data, addr)
    out.close()


inbox = socket(AF_INET, SOCK_DGRAM)
inbox.bind((sys.argv[1], int(sys.argv[2])))
sum_, old = 0, {}
while True:
    data, addr = inbox.recvfrom(2048)
    m = re.fullmatch(rb"([\x21-\x7e]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not m:
        reply(b"ERROR", addr)
        continue
    if (addr, m[1]) not in old:
        sum_ += int(m[2])
        old[addr, m[1]] = sum_
    reply(b"%s %d" % (m[1], old[addr, m[1]]), addr)
