"""Wrong: takes numbers in scientific notation.

Loses: refuses_near_misses
Says: There is a letter in the number
Never says: Only its beginning
"""
import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})(?:[eE]([0-9]{1,2}))?")
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(2048)
    found = REQUEST.fullmatch(data)
    if not found:
        sock.sendto(b"ERROR", addr)
        continue
    name, number, power = found.groups()
    if (addr, name) not in done:
        total += int(number) * 10 ** int(power or 0)
        done[addr, name] = name + b" %d" % total
    sock.sendto(done[addr, name], addr)
