"""Wrong: makes the answer first and adds afterwards.

Loses: adds
Says: from before the request
"""
import re
import socket
import sys


class Adder:
    def __init__(self):
        self.total = 0
        self.told = {}

    def tell(self, data, addr):
        m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        if not m:
            return b"ERROR"
        if (addr, m[1]) not in self.told:
            self.told[addr, m[1]] = m[1] + b" " + str(self.total).encode()
            self.total += int(m[2])
        return self.told[addr, m[1]]


adder = Adder()
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = s.recvfrom(1024)
    s.sendto(adder.tell(data, addr), addr)
