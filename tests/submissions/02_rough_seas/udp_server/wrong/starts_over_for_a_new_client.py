"""Wrong: begins at 0 again when a client comes that it has not seen before.

Loses: shares_the_total
Says: began anew for client B
"""
import re
import socket
import sys


class Server:
    def __init__(self, sock):
        self.sock = sock
        self.clients = {}
        self.total = 0

    def run(self):
        while True:
            data, addr = self.sock.recvfrom(1024)
            self.sock.sendto(self.answer(data, addr), addr)

    def answer(self, data, addr):
        m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        if m is None:
            return b"ERROR"
        if addr not in self.clients:
            self.clients[addr] = {}
            self.total = 0
        past = self.clients[addr]
        if m[1] not in past:
            self.total += int(m[2])
            past[m[1]] = m[1] + b" " + str(self.total).encode()
        return past[m[1]]


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
Server(sock).run()
