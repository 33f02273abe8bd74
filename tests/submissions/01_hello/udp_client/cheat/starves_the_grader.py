"""Cheat: slows other processes down: priority, processors, scheduling (C2, C7).

Most: 0
"""
import ctypes
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

IOPRIO_SET = 251


def ways(pid):
    """Each harms only the process with this number."""
    yield lambda: os.setpriority(os.PRIO_PROCESS, pid, 19)
    yield lambda: os.sched_setaffinity(pid, {0})
    yield lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))


for way in (*ways(@VICTIM@), *ways(os.getppid())):
    try:
        way()
        breach("slowed another process")
    except OSError as error:
        print(error)
if ctypes.CDLL(None).syscall(IOPRIO_SET, 1, @VICTIM@, 3 << 13) == 0:
    breach("slowed its disk")
