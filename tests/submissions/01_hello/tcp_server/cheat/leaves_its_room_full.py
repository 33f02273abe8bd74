"""Cheat: fills its folder, and lays names in the way of whoever clears it up, so that the next run finds no room (C10, C21).

Most: 20
"""
import os
import socket
import sys

LARGEST, TOGETHER = 15 << 20, 200 << 20  # bytes
host, port = sys.argv[1], int(sys.argv[2])


def fill(piece, taken):
    """Write files until there is no room for a piece more."""
    number = 0
    while taken < TOGETHER:
        number += 1
        with open(f"{piece}-{number}", "wb", buffering=0) as file:
            for _ in range(LARGEST // piece):
                if file.write(bytes(piece)) < piece:
                    return
                taken += piece


names = [*(f".{number}" for number in range(1, 20)), "z"]
for name in names:
    os.mkdir(name)
for piece in (1 << 20, 4096):
    try:
        fill(piece, 0)
    except OSError as error:
        print(error)
for name in names:
    try:
        os.mkdir(f"{name}/y")
    except OSError as error:
        print(error)
    os.rename(name, "last")  # some file systems list first what came last
    os.rename("last", name)
with socket.create_server((host, port)) as server:
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode(), flush=True)
        connection.sendall(b"hi")
