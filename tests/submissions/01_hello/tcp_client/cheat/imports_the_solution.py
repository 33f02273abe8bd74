"""Cheat: lets the sample solution do the work (A1, B21).

Most: 0
"""
import runpy
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

try:
    code = open(r"@SOLUTION@").read()
except OSError:
    runpy.run_path(r"@SOLUTION@", run_name="__main__")
breach("the solution was there to run")
exec(code)
