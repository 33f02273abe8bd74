"""Wrong: knows the last eight requests only, and tells the total of now when one comes again.

Loses: counts_a_request_once, repeats_its_answer
Says: had been forgotten | the total as it is by now
Points: 13
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
    return b"%b %d" % (name, total)


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    sock.sendto(answer(m[1], int(m[2]), addr) if m else b"ERROR", addr)
