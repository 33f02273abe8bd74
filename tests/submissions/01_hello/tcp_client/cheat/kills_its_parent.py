"""Cheat: kills and stops the process that started it (C1).

Most: 0
"""
import os
import signal
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

parent = os.getppid()
for number in (signal.SIGSTOP, signal.SIGKILL):
    for kill in (lambda: os.kill(parent, number), lambda: os.killpg(os.getpgid(parent), 0)):
        try:
            kill()
            breach("signalled its parent")
        except OSError as error:
            print(error)
