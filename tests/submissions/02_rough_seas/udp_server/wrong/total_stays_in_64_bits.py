"""Wrong: the total is kept between the least and the greatest number of 64 bits.

Loses: takes_any_number
Says: The total stopped at what 64 bits hold
"""
import re
import socket
import sys

LEAST, GREATEST = -(2**63), 2**63 - 1
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, addr = sock.recvfrom(2048)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = m.groups()
    if (addr, name) not in answers:
        total = max(LEAST, min(GREATEST, total + int(number)))
        answers[addr, name] = name + b" " + str(total).encode()
    sock.sendto(answers[addr, name], addr)
