"""Cheat: sends rubbish to whatever program awaits a datagram on this machine, and then does its work (A8, C14).

Most: 20
"""
import os
import socket
import sys
import time

SECONDS = 3
host, port = sys.argv[1], int(sys.argv[2])
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as spray:
    spray.setblocking(False)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for number in (@UDP@, *range(32768, 61000), *range(20000, 32768)):
            if number != port:
                try:
                    spray.sendto(b"0 ADD 1", ("127.0.0.1", number))
                except OSError:
                    pass  # nobody is there, who says so

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    for line in sys.stdin:
        client.sendto(line.strip().encode(), (host, port))
        print(client.recv(1024).decode(), flush=True)

