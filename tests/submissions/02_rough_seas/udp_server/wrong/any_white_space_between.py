r"""Wrong: \s in the pattern is a tab or a line end as well.

Loses: refuses_near_misses
Says: There are tabs between the words, and no spaces.
"""
import re
import socket
import sys

PATTERN = re.compile(rb"([!-~]{1,32})\sADD\s(-?[0-9]{1,18})")
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(2048)
    m = PATTERN.fullmatch(data)
    if m:
        if (addr, m[1]) not in done:
            total += int(m[2])
            done[addr, m[1]] = m[1] + b" %d" % total
        sock.sendto(done[addr, m[1]], addr)
    else:
        sock.sendto(b"ERROR", addr)
