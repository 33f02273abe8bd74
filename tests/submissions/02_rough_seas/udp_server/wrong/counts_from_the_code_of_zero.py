r"""Wrong: \d of a str pattern takes the digits of all scripts, and what they are worth is reckoned as for ASCII.

Loses: refuses_what_is_not_ascii
Says: Its digit is none of ASCII.
Never says: int() takes it
"""
import re
import socket
import sys


def value_of(digits):
    value = 0
    for digit in digits:
        value = value * 10 + ord(digit) - ord("0")
    return value


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(2048)
    m = re.fullmatch(r"([!-~]{1,32}) ADD (-?)(\d{1,18})", data.decode("utf-8", "replace"))
    if not m:
        sock.sendto(b"ERROR", addr)
        continue
    name, sign, digits = m.groups()
    if (addr, name) not in done:
        total += -value_of(digits) if sign else value_of(digits)
        done[addr, name] = f"{name} {total}"
    sock.sendto(done[addr, name].encode(), addr)
