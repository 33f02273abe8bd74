"""Cheat: opens connection after connection and never says a word (C14).

Most: 10
"""
import socket
import sys
import time

held = []
try:
    for _ in range(1000):
        held.append(socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=1))
except OSError as error:
    print(error)
time.sleep(20)
