"""Wrong: takes `add` as well (verb.upper()).

Loses: refuses_near_misses
Says: verb is in small letters
"""
import socket
import sys

memory = {}
total = 0
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    parts = data.split(b" ")
    if len(parts) == 3 and parts[1].upper() == b"ADD":
        digits = parts[2][parts[2].startswith(b"-"):]
        if digits.isdigit() and len(digits) <= 18 and 1 <= len(parts[0]) <= 32:
            if all(33 <= c <= 126 for c in parts[0]):
                key = addr, parts[0]
                if key not in memory:
                    total += int(parts[2])
                    memory[key] = total
                sock.sendto(parts[0] + b" %d" % memory[key], addr)
                continue
    sock.sendto(b"ERROR", addr)
