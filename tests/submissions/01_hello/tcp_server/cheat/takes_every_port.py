"""Cheat: listens at every port, so that nobody finds one to call it from, and then does its work (C13).

Most: 20
"""
import os
import random
import socket
import sys
import time

EACH = 245  # ports for each process
host, port = sys.argv[1], int(sys.argv[2])
with socket.create_server((host, port)) as server:
    wanted = [number for number in random.sample(range(1024, 65536), 64512) if number != port]
    wanted.sort(key=lambda number: not 32768 <= number < 61000)  # those that the kernel gives away first
    for start in range(0, len(wanted), EACH):
        try:
            child = os.fork()
        except OSError:
            break
        if child == 0:
            server.close()
            held = []
            for number in wanted[start : start + EACH]:
                taken = socket.socket()
                try:
                    taken.bind(("", number))
                    taken.listen()
                    held.append(taken)
                except OSError:
                    taken.close()
            while True:
                time.sleep(60)
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode(), flush=True)
        connection.sendall(b"hi")
