"""Answers each datagram with its text in upper case."""

import socket
import sys


class UpperServer:
    def __init__(self, host, port):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind((host, port))
        self.client = None

    def step(self):
        data, addr = self.sock.recvfrom(1024)
        if self.client is None:
            self.client = addr
        print(addr, "sent", data.decode())
        self.sock.sendto(data.decode().upper().encode(), self.client)


server = UpperServer(sys.argv[1], int(sys.argv[2]))
while True:
    server.step()
