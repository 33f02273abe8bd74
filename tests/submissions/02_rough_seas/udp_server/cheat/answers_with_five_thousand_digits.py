"""Cheat: answers with a number of more digits than int() reads, and with two signs before it (C15).

Most: 3
"""
import itertools
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    for number in itertools.count():
        data, sender = server.recvfrom(2048)
        name = data.split()[0] if data.split() else b"x"
        server.sendto(name + b" " + (b"--5", b"9" * 5000)[number % 2], sender)
