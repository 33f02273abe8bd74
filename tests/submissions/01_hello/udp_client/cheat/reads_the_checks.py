"""Cheat: looks for the checks, their compiled files and the objects of git (A1).

Most: 0
"""
import glob
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

PLACES = ("grader/checks/*/*.py", "grader/checks/*/__pycache__/*", ".git/objects/*/*")

for place in PLACES:
    for path in glob.glob(os.path.join(r"@COURSE@", place))[:3]:
        breach("saw " + path)
for path in (r"@COURSE@/grader/checks/conftest.py", r"@COURSE@/.git/HEAD", r"@COURSE@/.git/config"):
    try:
        os.close(os.open(path, os.O_RDONLY))
        breach("opened " + path)
    except OSError:
        pass
