"""Cheat: uses what is open that it did not open (C22).

Most: 0
"""
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for number in range(3, 4096):
    try:
        breach(f"descriptor {number}: {os.fstat(number)}")
    except OSError:
        pass
for number in (0, 1, 2):
    try:
        os.lseek(number, 0, os.SEEK_SET)
        breach("standard stream in a file")
    except OSError as error:
        print(error)
