"""Cheat: takes the grader's time away, without any signal (C2).

Most: 0
"""
import resource
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for pid in (@VICTIM@, @GRADER@):
    try:
        hard = resource.prlimit(pid, resource.RLIMIT_CPU)[1]
        breach("read a limit")
        resource.prlimit(pid, resource.RLIMIT_CPU, (0, hard))
        breach("set a limit")
    except OSError as error:
        print(error)
