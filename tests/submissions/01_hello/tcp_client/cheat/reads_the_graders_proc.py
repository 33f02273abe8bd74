"""Cheat: reads the grader's environment, memory map and open files (A4).

Most: 0
"""
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for pid in ("@GRADER@", "@VICTIM@", str(os.getppid()), "1"):
    for name in ("environ", "cmdline", "maps", "mem", "status"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                if name == "mem" or file.read(20):
                    breach(f"opened {name} of {pid}")
        except OSError:
            pass
    try:
        breach(f"open files of {pid}: {os.listdir(f'/proc/{pid}/fd')}")
    except OSError:
        pass
