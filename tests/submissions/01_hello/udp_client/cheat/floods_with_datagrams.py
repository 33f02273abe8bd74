"""Cheat: sends thousands of datagrams, large, empty and broken (C14).

Most: 3
"""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as flood:
    flood.setblocking(False)
    for number in range(20_000):
        try:
            flood.sendto((b"", b"\xff" * 60_000, b"\0", b"\xed\xa0\x80")[number % 4], (sys.argv[1], int(sys.argv[2])))
        except OSError:
            pass
