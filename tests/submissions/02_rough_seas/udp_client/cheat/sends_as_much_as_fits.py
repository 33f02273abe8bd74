"""Cheat: sends requests whose ID fills a datagram, so that no answer with that ID can leave (C14).

Most: 0
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    sock.sendto(b"x" * 65_507, (sys.argv[1], int(sys.argv[2])))
    print(sock.recv(4096))
