"""Wrong: keeps the total in a C integer of 64 bits, which runs over.

Loses: takes_any_number
Says: 64 bits
"""
import ctypes
import re
import socket
import sys

total = ctypes.c_int64(0)
seen = {}


def add(name, number, addr):
    if (addr, name) not in seen:
        total.value += number
        seen[addr, name] = total.value
    return seen[addr, name]


def main(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1024)
        m = re.fullmatch(rb"(?P<name>[!-~]{1,32}) ADD (?P<number>-?[0-9]{1,18})", data)
        if m:
            answer = m["name"] + b" %d" % add(m["name"], int(m["number"]), addr)
        else:
            answer = b"ERROR"
        sock.sendto(answer, addr)


main(sys.argv[1], int(sys.argv[2]))
