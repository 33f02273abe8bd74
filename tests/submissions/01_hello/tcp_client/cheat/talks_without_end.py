"""Cheat: sends without end and reads nothing (C14).

Most: 7
"""
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=5) as connection:
    for _ in range(2000):
        connection.sendall(b"hello!" + b"\0\xff" * 20_000)
