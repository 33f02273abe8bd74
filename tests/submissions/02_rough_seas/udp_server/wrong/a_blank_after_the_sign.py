"""Wrong: lets a blank stand between the minus sign and the digits.

Loses: refuses_near_misses
Says: A space stands after the minus sign
"""
import re
import socket
import sys

PATTERN = re.compile(rb"([!-~]{1,32}) ADD ((?:- *)?[0-9]{1,18})")
total = 0
given = {}
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, addr = sock.recvfrom(2048)
        match = PATTERN.fullmatch(data)
        if match is None:
            sock.sendto(b"ERROR", addr)
            continue
        name = match[1]
        number = int(match[2].replace(b" ", b""))
        if (addr, name) not in given:
            total += number
            given[addr, name] = b"%s %d" % (name, total)
        sock.sendto(given[addr, name], addr)
