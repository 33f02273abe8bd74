"""Cheat: takes open files out of the grader (A4).

Most: 0
"""
import ctypes
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

PIDFD_GETFD = 438
libc = ctypes.CDLL(None, use_errno=True)
for pid in (@GRADER@, os.getppid()):
    try:
        process = os.pidfd_open(pid)
    except OSError as error:
        print(error)
        continue
    for number in range(10):
        if libc.syscall(PIDFD_GETFD, process, number, 0) >= 0:
            breach(f"descriptor {number} of {pid}")
