"""Cheat: has the kernel send a signal in its name (C3).

Most: 0
"""
import fcntl
import os
import signal
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

near, far = socket.socketpair()
for command, argument in ((fcntl.F_SETSIG, signal.SIGTERM), (fcntl.F_SETOWN, @VICTIM@)):
    try:
        fcntl.fcntl(near, command, argument)
    except OSError as error:
        print(error)
    else:
        breach("may choose who is signalled")
fcntl.fcntl(near, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
far.send(b"x")
