"""Cheat: has a mark for its ID, and prints a megabyte of it where a total should be (C9).

Most: 4
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    sock.sendto(b"- ADD " + line.strip().encode(), (sys.argv[1], int(sys.argv[2])))
    sock.recv(4096)
    print("-" * 1_000_000 + "x")
