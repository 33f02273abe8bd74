"""Cheat: reads a secret through links in its own folder (A2).

Most: 0
"""
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for lay in (os.symlink, os.link):
    try:
        lay(r"@CANARY@", "link.txt")
        with open("link.txt") as file:
            file.read()
        breach("read through a link")
    except OSError as error:
        print(error)
