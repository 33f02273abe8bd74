"""Wrong: keeps only the last request of each client; an older one is added again.

Loses: counts_a_request_once
Says: after 1 other, it was added once more
Points: 16
"""
import re
import socket
import sys

last = {}
total = 0
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    name, answer = last.get(addr, (None, None))
    if name != m[1]:
        total += int(m[2])
        answer = m[1] + b" " + str(total).encode()
        last[addr] = (m[1], answer)
    sock.sendto(answer, addr)
