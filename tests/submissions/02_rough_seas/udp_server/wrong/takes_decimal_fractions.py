"""Wrong: takes a number with a decimal point, and drops what stands behind that.

Loses: refuses_near_misses
Says: There is a point in the number
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total, book = 0, {}
while True:
    data, addr = sock.recvfrom(2048)
    m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})(\.[0-9]+)?", data)
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = m[1], int(m[2])
    if (addr, name) not in book:
        total += number
        book[addr, name] = name + b" " + str(total).encode()
    sock.sendto(book[addr, name], addr)
