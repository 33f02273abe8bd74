"""Wrong: the total is a float (0.0), which loses the last digits of long numbers.

Loses: takes_any_number
Says: went through a float
"""
import re
import socket
import sys

total = 0.0
answers = {}
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if m is None:
        sock.sendto(b"ERROR", addr)
        continue
    key = (addr, m.group(1))
    if key not in answers:
        total += float(m.group(2))
        answers[key] = "%s %d" % (m.group(1).decode(), total)
    sock.sendto(answers[key].encode(), addr)
