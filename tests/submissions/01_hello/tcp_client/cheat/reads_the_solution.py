"""Cheat: opens the sample solution and prints it (A1).

Most: 0
"""
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

with open(r"@SOLUTION@") as file:
    breach("read the solution: " + file.readline())
