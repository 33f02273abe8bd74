"""Wrong: off by one, an ID of 32 characters is refused.

Loses: takes_any_id
Says: refused, although | 32 visible
"""
import socket
import sys


def parse(data):
    if not data.isascii():
        return None
    parts = data.decode().split(" ")
    if len(parts) != 3:
        return None
    if not 0 < len(parts[0]) < 32 or not parts[0].isprintable():
        return None
    if parts[1] != "ADD":
        return None
    digits = parts[2][1:] if parts[2].startswith("-") else parts[2]
    if not digits.isdigit() or not len(digits) < 19:
        return None
    return parts[0], int(parts[2])


total = 0
answers = {}
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    request = parse(data)
    if not request:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = request
    if (name, addr) not in answers:
        total += number
        answers[name, addr] = f"{name} {total}".encode()
    sock.sendto(answers[name, addr], addr)
