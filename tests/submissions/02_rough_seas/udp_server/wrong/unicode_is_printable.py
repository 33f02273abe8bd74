"""Wrong: isprintable() and isdigit() of text that is any Unicode: Chinese IDs, full-width digits.

Loses: refuses_what_is_not_ascii
Says: is Chinese
"""
import socket
import sys


def parse(data):
    name, verb, number = data.decode("utf-8").split(" ")
    digits = number[1:] if number.startswith("-") else number
    if verb != "ADD" or not digits.isdigit() or len(digits) > 18:
        raise ValueError("number")
    if not name or len(name) > 32 or not name.isprintable():
        raise ValueError("id")
    return name, int(number)


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(1024)
    try:
        name, number = parse(data)
    except ValueError:
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, name) not in done:
        total += number
        done[addr, name] = f"{name} {total}".encode("utf-8")
    sock.sendto(done[addr, name], addr)
