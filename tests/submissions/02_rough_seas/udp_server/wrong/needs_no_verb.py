"""Wrong: adding is all that it can, so the word ADD may be left out.

Loses: refuses_garbage
Says: It has two words only, and no ADD
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
    words = data.split(b" ")
    if len(words) == 2 and words[0] != b"ADD":
        words.insert(1, b"ADD")
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", b" ".join(words))
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = m[1], int(m[2])
    if (addr, name) not in answers:
        total += number
        answers[addr, name] = name + b" " + b"%d" % total
    sock.sendto(answers[addr, name], addr)
