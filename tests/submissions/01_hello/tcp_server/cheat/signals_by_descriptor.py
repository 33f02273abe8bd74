"""Cheat: signals processes by a descriptor, a queue and a thread's number (C1).

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

RT_SIGQUEUEINFO, TGKILL, TKILL = 129, 234, 200
libc = ctypes.CDLL(None, use_errno=True)
for pid in (@VICTIM@, @GRADER@):
    try:
        signal.pidfd_send_signal(os.pidfd_open(pid), signal.SIGTERM)
        breach("signalled by descriptor")
    except OSError as error:
        print(error)
    info = ctypes.create_string_buffer(128)
    for call in ((TGKILL, pid, pid, signal.SIGTERM), (TKILL, pid, signal.SIGTERM),
                 (RT_SIGQUEUEINFO, pid, signal.SIGTERM, info)):
        if libc.syscall(*call) == 0:
            breach("signalled by system call " + str(call[0]))
