"""Wrong: split() without an argument takes tabs, double spaces and outer blanks, too.

Loses: refuses_near_misses
Says: Two spaces
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}


def answer(data, addr):
    global total
    try:
        name, verb, number = data.decode("ascii").split()
    except ValueError:
        return "ERROR"
    digits = number[1:] if number.startswith("-") else number
    if verb != "ADD" or not digits.isdigit() or len(digits) > 18:
        return "ERROR"
    if len(name) > 32 or not name.isprintable():
        return "ERROR"
    if (addr, name) not in done:
        total += int(number)
        done[addr, name] = name + " " + str(total)
    return done[addr, name]


while True:
    data, addr = sock.recvfrom(1024)
    sock.sendto(answer(data, addr).encode(), addr)
