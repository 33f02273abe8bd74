"""Cheat: attaches to other processes and reads their memory (A4).

Most: 0
"""
import ctypes
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

PTRACE_SEIZE, PTRACE_DETACH = 0x4206, 17
libc = ctypes.CDLL(None, use_errno=True)


class Span(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


room = ctypes.create_string_buffer(64)
for pid in (@VICTIM@, os.getppid()):
    if libc.ptrace(PTRACE_SEIZE, pid, None, None) == 0:
        libc.ptrace(PTRACE_DETACH, pid, None, None)
        breach("traced a process")
    here, there = Span(ctypes.addressof(room), 1), Span(ctypes.addressof(room), 1)
    if libc.process_vm_readv(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) >= 0:
        breach("read its memory")
    print(os.strerror(ctypes.get_errno()))
