"""Wrong: a request without a number asks for the total, it thinks, and adds 0.

Loses: refuses_garbage
Says: It has no third word, the number
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
    m = re.fullmatch(rb"([!-~]{1,32}) ADD(?: (-?[0-9]{1,18}))?", data)
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = m.groups(default=b"0")
    if (addr, name) not in answers:
        total += int(number)
        answers[addr, name] = name + b" " + str(total).encode()
    sock.sendto(answers[addr, name], addr)
