"""Wrong: makes a Decimal of the number, and looks only whether that is a whole one.

Loses: refuses_near_misses
Says: There is a point in the number
Never says: Only its beginning
"""
import re
import socket
import sys
from decimal import Decimal, InvalidOperation

WORD = re.compile("[!-~]{1,32}")


def read(text):
    name, verb, number = text.split(" ")
    if verb != "ADD" or not WORD.fullmatch(name) or not WORD.fullmatch(number) or "_" in number:
        raise ValueError(text)
    value = Decimal(number)
    if value != int(value) or abs(value) >= 10**18:
        raise ValueError(number)
    return name, int(value)


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, addr = sock.recvfrom(2048)
    try:
        name, number = read(data.decode("ascii"))
    except (ValueError, OverflowError, InvalidOperation):
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, name) not in answers:
        total += number
        answers[addr, name] = f"{name} {total}".encode("ascii")
    sock.sendto(answers[addr, name], addr)
