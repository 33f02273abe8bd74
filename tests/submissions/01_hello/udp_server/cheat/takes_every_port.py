"""Cheat: takes every port that a datagram socket can have, and then does its work (C13).

Most: 20
"""
import os
import random
import socket
import sys
import time

EACH = 240  # ports for each process
host, port = sys.argv[1], int(sys.argv[2])


def take(numbers):
    """Take these ports and keep them."""
    held = []
    for number in numbers:
        taken = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            taken.bind(("", number))
            held.append(taken)
        except OSError:
            taken.close()
    while True:
        time.sleep(60)


def take_all():
    # Those that graders search come first, then those that the kernel gives away.
    wanted = [*random.sample(range(20000, 32768), 12768), *random.sample(range(32768, 61000), 28232)]
    for start in range(0, len(wanted), EACH):
        if os.fork() == 0:
            take(wanted[start : start + EACH])


with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((host, port))
    if os.fork() == 0:
        server.close()
        try:
            take_all()
        finally:  # as many processes and files as it may have
            while True:
                time.sleep(60)
    while True:
        data, sender = server.recvfrom(1024)
        print(data.decode(), *sender, flush=True)
        server.sendto(data.decode().upper().encode(), sender)
