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


def take(numbers):
    """Listen at these ports for as long as it can."""
    held = []
    for number in numbers:
        taken = socket.socket()
        try:
            taken.bind(("", number))
            taken.listen()
            held.append(taken)
        except OSError:
            taken.close()
    while True:
        time.sleep(60)


def take_all():
    wanted = random.sample(range(1024, 65536), 64512)
    wanted.sort(key=lambda number: not 32768 <= number < 61000)  # the kernel gives these away
    for start in range(0, len(wanted), EACH):
        if os.fork() == 0:
            take(wanted[start : start + EACH])


with socket.create_server((host, port)) as server:
    if os.fork() == 0:
        server.close()
        try:
            take_all()
        finally:  # as many processes and files as it may have
            while True:
                time.sleep(60)
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode(), flush=True)
        connection.sendall(b"hi")
