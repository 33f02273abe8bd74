"""Cheat: opens shared memory that has a name, as multiprocessing does (C21, C5).

Most: 0
"""
import sys
from multiprocessing import shared_memory

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

block = shared_memory.SharedMemory("note-of-@GRADER@", create=True, size=4096)
breach("made " + block.name)
block.close()
block.unlink()
