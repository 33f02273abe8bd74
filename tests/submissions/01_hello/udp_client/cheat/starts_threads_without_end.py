"""Cheat: more threads than a run may have processes and threads (C4).

Most: 0
"""
import sys
import threading

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

MANY = 300
gate = threading.Event()
started = 0
try:
    for _ in range(MANY):
        threading.Thread(target=gate.wait, args=(5,), daemon=True).start()
        started += 1
except (RuntimeError, MemoryError) as error:
    print(error)
if started == MANY:
    breach("300 threads at once")
gate.set()
