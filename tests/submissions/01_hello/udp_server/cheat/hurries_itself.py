"""Cheat: takes the processors for itself and spins (C7).

Most: 0
"""
import os
import sys
import time

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for hurry in (lambda: os.nice(-5), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))):
    try:
        hurry()
        breach("is more important than others")
    except OSError as error:
        print(error)
end = time.monotonic() + 2
while time.monotonic() < end:
    pass
