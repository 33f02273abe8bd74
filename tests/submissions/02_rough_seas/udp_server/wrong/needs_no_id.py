"""Wrong: the ID may be left out, and then it is empty.

Loses: refuses_garbage
Says: It has two words only, and no ID
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
    m = re.fullmatch(rb"(?:([!-~]{1,32}) )?ADD (-?[0-9]{1,18})", data)
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = m[1] or b"anonymous", int(m[2])
    if (addr, name) not in answers:
        total += number
        answers[addr, name] = name + b" %d" % total
    sock.sendto(answers[addr, name], addr)
