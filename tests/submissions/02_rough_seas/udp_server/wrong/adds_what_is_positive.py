"""Wrong: adds a number only if it is above 0.

Loses: takes_any_number
Says: a negative number was not added
"""
import re
import socket
import sys

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
    name, number = m[1], int(m[2])
    if (addr, name) not in answers:
        if number > 0:
            total += number
        answers[addr, name] = name + b" %d" % total
    sock.sendto(answers[addr, name], addr)
