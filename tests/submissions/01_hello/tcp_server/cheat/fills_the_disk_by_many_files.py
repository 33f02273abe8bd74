"""Cheat: files that are small enough, but many: with names, without, and with holes (C10).

Most: 20
"""
import os
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


host, port = sys.argv[1], int(sys.argv[2])
EACH, TOGETHER = 15 << 20, 300 << 20  # bytes


def reserved(file):
    os.posix_fallocate(file, 0, EACH)


def written(file):
    """Write it a piece at a time, as a program that copies."""
    for _ in range(EACH >> 20):
        if os.write(file, b"x" * (1 << 20)) < 1 << 20:
            raise OSError("cut short")


def fill(how, names):
    """Take as much as it can get, and give it back."""
    taken, files = 0, []
    try:
        while taken < TOGETHER:
            name = f"{how.__name__}{taken}"
            file = os.open(name, os.O_CREAT | os.O_WRONLY)
            files.append((name, file))
            if not names:
                os.unlink(name)
            how(file)
            taken += EACH
        breach(f"{taken >> 20} MiB {how.__name__}, {'with' if names else 'without'} names")
    except OSError as error:
        print(how.__name__, taken >> 20, error)
    for name, file in files:
        os.close(file)
        if names:
            os.unlink(name)


for how in (reserved, written):
    for names in (True, False):
        fill(how, names)

with socket.create_server((host, port)) as server:
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode(), flush=True)
        connection.sendall(b"hi")

