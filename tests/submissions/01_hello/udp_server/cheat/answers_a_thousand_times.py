"""Cheat: answers each datagram a thousand times (C14).

Most: 14
"""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, sender = server.recvfrom(2048)
        for _ in range(1000):
            server.sendto(data.upper(), sender)
