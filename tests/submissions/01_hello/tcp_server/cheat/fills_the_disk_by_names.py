"""Cheat: as many names as it can make, in folders as deep as it can make them (C10).

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
MOST = 30_000
names = 0
try:
    os.mkdir("names")
    for names in range(MOST):
        os.close(os.open(f"names/{'x' * 200}{names}", os.O_CREAT | os.O_WRONLY))
    breach(f"{MOST} empty files")
except OSError as error:
    print(names, error)
here, deep = os.open(".", os.O_RDONLY), 0
try:
    for deep in range(5_000):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    breach(f"{deep} folders in each other")
except OSError as error:
    print(deep, error)
os.fchdir(here)

with socket.create_server((host, port)) as server:
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode(), flush=True)
        connection.sendall(b"hi")

