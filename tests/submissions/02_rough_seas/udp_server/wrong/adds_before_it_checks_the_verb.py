"""Wrong: the number is added before the verb is looked at.

Loses: errors_change_nothing
Says: answered with ERROR had been added
"""
import re
import socket
import sys


class Sum:
    def __init__(self):
        self.total = 0
        self.past = {}

    def ask(self, data, addr):
        m = re.fullmatch(rb"([!-~]{1,32}) ([!-~]+) (-?[0-9]{1,18})", data)
        if not m:
            return b"ERROR"
        name, verb, number = m.groups()
        if (addr, name) in self.past and verb == b"ADD":
            return self.past[addr, name]
        self.total += int(number)
        if verb != b"ADD":
            return b"ERROR"
        self.past[addr, name] = name + b" " + str(self.total).encode()
        return self.past[addr, name]


sums = Sum()
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    sock.sendto(sums.ask(data, addr), addr)
