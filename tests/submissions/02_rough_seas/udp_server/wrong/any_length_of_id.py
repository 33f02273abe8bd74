"""Wrong: does not limit the length of the ID.

Loses: refuses_near_misses
Says: 33 characters
"""
import re
import socket
import sys

FORM = re.compile(rb"([!-~]+) ADD (-?[0-9]{1,18})")
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
book = {}
while True:
    data, addr = sock.recvfrom(1024)
    found = FORM.fullmatch(data)
    if not found:
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, found[1]) not in book:
        total += int(found[2])
        book[addr, found[1]] = found[1] + b" " + str(total).encode()
    sock.sendto(book[addr, found[1]], addr)
