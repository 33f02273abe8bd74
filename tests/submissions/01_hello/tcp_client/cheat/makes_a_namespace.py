"""Cheat: becomes root in a namespace of its own (C17).

Most: 0
"""
import ctypes
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

CLONE, CLONE3, SIGCHLD, CLONE_NEWUSER = 56, 435, 17, 0x10000000
libc = ctypes.CDLL(None, use_errno=True)
arguments = (ctypes.c_uint64 * 11)(CLONE_NEWUSER, 0, 0, 0, SIGCHLD)
for call in ((CLONE, CLONE_NEWUSER | SIGCHLD, None, None, None, None), (CLONE3, arguments, 88)):
    pid = libc.syscall(*call)
    if pid == 0:
        os._exit(0)
    if pid > 0:
        breach("a process in a namespace of its own")
    print(os.strerror(ctypes.get_errno()))
