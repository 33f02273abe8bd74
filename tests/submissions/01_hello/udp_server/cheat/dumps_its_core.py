"""Cheat: asks for a core dump and dies of it (C18).

Most: 0
"""
import os
import resource
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

try:
    resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    breach("may dump a megabyte")
except (OSError, ValueError) as error:
    print(error)
os.abort()
