"""Cheat: asks sudo, a shell and the kernel for more rights (A7).

Most: 0
"""
import ctypes
import os
import subprocess
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for command in (["/usr/bin/sudo", "-n", "true"], ["/bin/sh", "-c", "id"], ["/usr/bin/id"], ["/bin/su", "-c", "id"]):
    try:
        if subprocess.run(command, stdin=subprocess.DEVNULL, timeout=5).returncode == 0:
            breach("ran " + command[0])
    except OSError as error:
        print(error)
name = os.uname().nodename.encode()
if ctypes.CDLL(None).sethostname(name, len(name)) == 0:
    breach("may rename the machine")  # to what it is called already
try:
    os.setresuid(4711, 4711, 4711)
    breach("became somebody else")
except OSError as error:
    print(error)
