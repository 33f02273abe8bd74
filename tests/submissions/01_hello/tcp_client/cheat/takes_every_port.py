"""Cheat: listens at every port but one, so that its next server finds none, and does its work (C13).

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
    os.write(told, b"x")
    while True:
        time.sleep(60)


heard, told = os.pipe()
with socket.create_connection((host, port)) as connection:
    wanted, children = random.sample(range(20000, 61000), 41000), 0
    try:
        for start in range(0, len(wanted), EACH):
            if os.fork() == 0:
                take(wanted[start : start + EACH])
            children += 1
    except OSError:
        pass  # as many processes as it may have
    for _ in range(children):
        os.read(heard, 1)
    connection.sendall(b"hello!")
    while data := connection.recv(1024):
        print(data.decode(), flush=True)
