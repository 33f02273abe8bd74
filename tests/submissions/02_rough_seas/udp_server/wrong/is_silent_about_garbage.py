"""Wrong: passes over what it cannot read, without an ERROR.

Loses: refuses_garbage
Says: got no answer
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(1024)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if m:
        if (addr, m[1]) not in done:
            total += int(m[2])
            done[addr, m[1]] = m[1] + b" " + str(total).encode()
        sock.sendto(done[addr, m[1]], addr)
