"""Wrong: cuts blanks off the end of what came, as one does with lines of input.

Loses: refuses_near_misses
Says: A space stands after the number
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}


def answer(line, addr):
    global total
    m = re.fullmatch(r"([!-~]{1,32}) ADD (-?[0-9]{1,18})", line)
    if not m:
        return "ERROR"
    if (addr, m[1]) not in answers:
        total += int(m[2])
        answers[addr, m[1]] = f"{m[1]} {total}"
    return answers[addr, m[1]]


while True:
    data, addr = sock.recvfrom(2048)
    line = data.decode("ascii", "replace").rstrip()
    sock.sendto(answer(line, addr).encode(), addr)
