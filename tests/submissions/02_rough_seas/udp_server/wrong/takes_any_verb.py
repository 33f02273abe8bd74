"""Wrong: never looks at the second word.

Loses: refuses_garbage
Says: second word is SUB
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total, done = 0, {}
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) [A-Z]+ (-?[0-9]{1,18})", data)
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = m.groups()
    if (addr, name) not in done:
        total += int(number)
        done[addr, name] = name + b" " + str(total).encode()
    sock.sendto(done[addr, name], addr)
