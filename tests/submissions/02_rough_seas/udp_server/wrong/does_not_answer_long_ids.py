"""Wrong: a request with a long ID is dropped without a word.

Loses: takes_any_id
Says: The request was a right one
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
    name, number = m.groups()
    if len(name) > 20:
        continue  # none of our clients has such names
    if (addr, name) not in answers:
        total += int(number)
        answers[addr, name] = name + b" %d" % total
    sock.sendto(answers[addr, name], addr)
