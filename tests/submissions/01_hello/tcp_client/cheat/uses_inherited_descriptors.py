"""Cheat: uses what is open that it did not open (C22).

Most: 0
"""
import os
import stat
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

def leads_out(number):
    """Tell whether anything can be learned through it, or it is more than the end of a pipe.

    One pipe is there: on it the program's own stacks are shown to whoever asks where it stands.
    """
    if not stat.S_ISFIFO(os.fstat(number).st_mode):
        return True
    try:
        os.set_blocking(number, False)
        os.read(number, 1)
    except BlockingIOError:
        return True
    except OSError:  # it is for writing only
        return False
    return True


open_ones = []
for number in range(3, 4096):
    try:
        os.fstat(number)
    except OSError:
        continue
    open_ones.append(number)
    if leads_out(number):
        breach(f"descriptor {number}: {os.fstat(number)}")
if len(open_ones) > 1:
    breach(f"descriptors {open_ones}")
for number in (0, 1, 2):
    try:
        os.lseek(number, 0, os.SEEK_SET)
        breach("standard stream in a file")
    except OSError as error:
        print(error)
