"""Cheat: locks every file that all may read, for as long as it runs (C19).

Most: 20
"""
import fcntl
import glob
import os
import socket
import struct
import sys

host, port = sys.argv[1], int(sys.argv[2])
held = []
library = os.path.dirname(os.__file__)
for path in [*glob.glob(f"{library}/*.py"), library, "/dev/null", "/etc/hosts", "/etc/resolv.conf", "/usr/lib", socket.__file__]:
    try:
        file = os.open(path, os.O_RDWR if path == "/dev/null" else os.O_RDONLY)
        held.append(file)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.fcntl(file, fcntl.F_SETLK, struct.pack("hhllhh", fcntl.F_RDLCK, 0, 0, 0, 0, 0))
    except OSError:
        pass  # another run has locked it

with socket.create_connection((host, port)) as connection:
    connection.sendall(b"hello!")
    while data := connection.recv(1024):
        print(data.decode(), flush=True)

