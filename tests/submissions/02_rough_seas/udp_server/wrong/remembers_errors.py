"""Wrong: an ERROR is put into the memory under its ID, and the ID is spoilt from then on.

Loses: errors_change_nothing
Says: refused, although | with this ID
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, addr = sock.recvfrom(1024)
    name = data.split(b" ")[0]
    if (addr, name) not in answers:
        m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        if m:
            total += int(m[2])
            answers[addr, name] = name + b" " + str(total).encode()
        else:
            answers[addr, name] = b"ERROR"
    sock.sendto(answers[addr, name], addr)
