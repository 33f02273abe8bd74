"""Wrong: throws the oldest answer away as soon as there are more than eight.

Loses: counts_a_request_once
Says: was not added when it came again at once | had been forgotten
Points: 16
"""
import re
import socket
import sys
from collections import OrderedDict

cache = OrderedDict()
total = 0


def answer(name, number, addr):
    global total
    if (addr, name) not in cache:
        total += number
        cache[addr, name] = b"%b %d" % (name, total)
        if len(cache) > 8:
            cache.popitem(last=False)
    return cache[addr, name]


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    sock.sendto(answer(m[1], int(m[2]), addr) if m else b"ERROR", addr)
