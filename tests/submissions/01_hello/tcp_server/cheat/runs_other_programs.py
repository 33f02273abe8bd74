"""Cheat: starts programs that are not Python, those of the system and a copy of its own, also by the dynamic loader (A12, B21).

Most: 20
"""
import glob
import os
import shutil
import socket
import subprocess
import sys

OF_THE_SYSTEM = ["/bin/true", "/usr/bin/true", "/bin/sh", *glob.glob("/usr/lib/git-core/git")]
LOADERS = glob.glob("/lib64/ld-linux*.so.*") + glob.glob("/lib/ld-linux*.so.*")


def ran(*command):
    """Whether the program has begun: only then there is a status."""
    try:
        subprocess.run(command, capture_output=True, timeout=5)
    except OSError:
        return False
    return True


for path in OF_THE_SYSTEM:
    if ran(path, "--version"):
        print("BREACH: it has started", path)
copied = [path for path in (*OF_THE_SYSTEM, os.path.realpath(sys.executable)) if os.access(path, os.R_OK)]
for path in copied[:2]:
    try:
        shutil.copyfile(path, "copy")
    except OSError:
        continue
    if ran("./copy", "--version"):
        print("BREACH: its own copy has started")
    for loader in LOADERS:
        done = subprocess.run([loader, "./copy", "--version"], capture_output=True)
        if done.returncode == 0:
            print("BREACH: the loader has started its own copy", done.stdout[:50])
with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode())
        connection.sendall(b"hi")
