"""Cheat: memory that no limit of a process counts (C5).

Most: 0
"""
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

try:
    file = os.memfd_create("x")
    os.truncate(file, 1 << 30)
    breach("a file in memory")
except OSError as error:
    print(error)
try:
    file = os.open("/dev/shm", os.O_TMPFILE | os.O_RDWR)
    breach("a file in shared memory")
except OSError as error:
    print(error)
