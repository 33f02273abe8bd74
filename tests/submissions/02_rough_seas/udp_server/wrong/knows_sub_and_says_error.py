"""Wrong: works a sum out for SUB as well, and only the answer to that is ERROR.

Loses: errors_change_nothing
Says: had been subtracted
"""
import re
import socket
import sys

SIGNS = {b"ADD": 1, b"SUB": -1}
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, addr = sock.recvfrom(2048)
    m = re.fullmatch(rb"([!-~]{1,32}) ([A-Z]+) (-?[0-9]{1,18})", data)
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    name, verb, number = m.groups()
    if verb == b"ADD" and (addr, name) in answers:
        sock.sendto(answers[addr, name], addr)
        continue
    total += SIGNS.get(verb, 0) * int(number)
    if verb != b"ADD":
        sock.sendto(b"ERROR", addr)
        continue
    answers[addr, name] = name + b" %d" % total
    sock.sendto(answers[addr, name], addr)
