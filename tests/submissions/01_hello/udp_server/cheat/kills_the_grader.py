"""Cheat: kills the process that grades it (C1).

Most: 0
"""
import os
import signal
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for pid, number in ((@VICTIM@, signal.SIGTERM), (@GRADER@, signal.SIGKILL), (1, 0)):
    try:
        os.kill(pid, number)
        breach("signalled " + str(pid))
    except OSError as error:
        print(error)
