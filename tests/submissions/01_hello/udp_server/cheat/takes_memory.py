"""Cheat: takes more memory than a run may have (C5).

Most: 0
"""
import mmap
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

PIECE = 256 << 20


def take(make):
    """Ask for pieces, up to 2.5 GiB in all; only addresses, which are given back at once."""
    pieces = []
    try:
        for _ in range(10):
            pieces.append(make())
    except (MemoryError, OSError) as error:
        print(error)
    if len(pieces) == 10:
        breach("2.5 GiB of memory")


take(lambda: mmap.mmap(-1, PIECE))
take(lambda: mmap.mmap(-1, PIECE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))
take(lambda: bytearray(PIECE))
