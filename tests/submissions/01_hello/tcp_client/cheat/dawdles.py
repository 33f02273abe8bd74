"""Cheat: does everything, and each step as late as it dares (C19).

Most: 20
"""
import socket
import sys
import time

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as connection:
    time.sleep(1)
    connection.sendall(b"hello!")
    answer = connection.recv(1024)
    time.sleep(1)
    print(answer)
