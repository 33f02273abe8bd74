"""Wrong: recvfrom(36) cuts requests with a long ID.

Loses: takes_any_id
Says: refused, although | 32 visible characters
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
d = {}
while True:
    data, addr = sock.recvfrom(36)
    words = data.split(b" ")
    ok = len(words) == 3 and words[1] == b"ADD"
    ok = ok and len(words[0]) in range(1, 33) and min(words[0]) > 32 and max(words[0]) < 127
    if ok:
        digits = words[2].removeprefix(b"-")
        ok = digits.isdigit() and len(digits) <= 18
    if not ok:
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, words[0]) not in d:
        total += int(words[2])
        d[addr, words[0]] = words[0] + b" " + str(total).encode()
    sock.sendto(d[addr, words[0]], addr)
