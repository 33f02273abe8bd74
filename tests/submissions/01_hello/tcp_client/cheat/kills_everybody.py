"""Cheat: kills every process that it may, again and again (C1).

Most: 0
"""
import ctypes
import os
import signal
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

PR_GET_NO_NEW_PRIVS = 39


def is_confined():
    """Without this the real kill would be a disaster where there is no jail."""
    try:
        os.kill(@VICTIM@, 0)
    except PermissionError:
        return ctypes.CDLL(None).prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1
    return False


if is_confined():
    for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL) * 20:
        try:
            os.kill(-1, number)
        except OSError:
            pass
else:
    breach("may signal everybody")
