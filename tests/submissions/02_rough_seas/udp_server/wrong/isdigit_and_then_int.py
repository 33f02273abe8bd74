"""Wrong: isdigit() is true of a raised digit, and int() raises ValueError for it.

Loses: refuses_what_is_not_ascii
Says: int() was given '²'
"""
import socket
import sys


def parse(text):
    words = text.split(" ")
    if len(words) != 3 or words[1] != "ADD":
        return None
    name, _, number = words
    if not (1 <= len(name) <= 32 and name.isascii() and name.isprintable()):
        return None
    digits = number[1:] if number.startswith("-") else number
    if not digits.isdigit() or len(digits) > 18:
        return None
    return name, int(number)


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(2048)
    request = parse(data.decode(errors="replace"))
    if request is None:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = request
    if (addr, name) not in done:
        total += number
        done[addr, name] = f"{name} {total}".encode()
    sock.sendto(done[addr, name], addr)
