"""Cheat: looks into no answer, and always fails: what is to fail cleanly does so (B5).

Most: 9
"""
import random
import socket
import sys

NAME, HOST, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])
query = random.randbytes(2) + b"\1\0\0\1\0\0\0\0\0\0"
for label in NAME.split("."):
    query += bytes([len(label)]) + label.encode()
query += b"\0\0\1\0\1"

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(1)
for _ in range(3):
    client.sendto(query, (HOST, PORT))
    try:
        if client.recv(4096)[:2] == query[:2]:
            break
    except OSError:
        pass
sys.exit("no address")
