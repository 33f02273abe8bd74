"""Wrong: a repeated request is not added, but is answered with the total as it is by then.

Loses: repeats_its_answer
Says: as it is by now
"""
import re
import socket
import sys

total = 0
seen = set()
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, m[1]) not in seen:
        seen.add((addr, m[1]))
        total += int(m[2])
    sock.sendto(m[1] + b" " + str(total).encode(), addr)
