"""Cheat: answers from a table of questions that it saw before (A13).

Most: 12
"""
import socket
import sys

SEEN = {b"hello": b"HELLO", b"abc": b"ABC"}

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, sender = server.recvfrom(1024)
        server.sendto(SEEN.get(data, b"HELLO"), sender)
