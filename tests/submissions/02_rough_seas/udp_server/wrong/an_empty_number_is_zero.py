"""Wrong: takes an empty third word for 0.

Loses: refuses_near_misses
Says: The number is empty
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, addr = sock.recvfrom(2048)
    try:
        name, verb, number = data.split(b" ")
    except ValueError:
        sock.sendto(b"ERROR", addr)
        continue
    if (
        verb != b"ADD"
        or not re.fullmatch(rb"[!-~]{1,32}", name)
        or (number and not re.fullmatch(rb"-?[0-9]{1,18}", number))
    ):
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, name) not in answers:
        total += int(number or 0)
        answers[addr, name] = name + b" %d" % total
    sock.sendto(answers[addr, name], addr)
