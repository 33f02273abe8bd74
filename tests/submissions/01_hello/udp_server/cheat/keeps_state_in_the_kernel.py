"""Cheat: leaves a note for its next run in shared memory, a queue or a key (C21, C5).

Most: 0
"""
import ctypes
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

SHMGET, SEMGET, MSGGET, MQ_OPEN, ADD_KEY = 29, 64, 68, 240, 248
IPC_CREAT, IPC_RMID, IPC_PRIVATE, KEYRING = 0o1000, 0, 0, -2
libc = ctypes.CDLL(None, use_errno=True)


def try_out(name, remove, *call):
    result = libc.syscall(*call)
    if result >= 0:
        remove(result)
        breach(name)
    print(name, os.strerror(ctypes.get_errno()))


try_out("shared memory", lambda it: libc.shmctl(it, IPC_RMID, None), SHMGET, IPC_PRIVATE, 4096, IPC_CREAT | 0o600)
try_out("a semaphore", lambda it: libc.semctl(it, 0, IPC_RMID), SEMGET, IPC_PRIVATE, 1, IPC_CREAT | 0o600)
try_out("a queue", lambda it: libc.msgctl(it, IPC_RMID, None), MSGGET, IPC_PRIVATE, IPC_CREAT | 0o600)
try_out("a key", lambda it: None, ADD_KEY, b"user", b"note", b"x", 1, KEYRING)
