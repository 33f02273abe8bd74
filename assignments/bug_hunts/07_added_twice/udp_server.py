"""Adds numbers, and answers each request once with the total."""

import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not m:
        answer = b"ERROR"
    else:
        total += int(m.group(2))
        answer = answers.setdefault((addr, m.group(1)), m.group(1) + b" %d" % total)
    sock.sendto(answer, addr)
