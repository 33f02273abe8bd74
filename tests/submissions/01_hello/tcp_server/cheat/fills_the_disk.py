"""Cheat: writes files that are too large, in its folder and outside (C10).

Most: 0
"""
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


def write(path):
    """At most 40 MB, and gone at once."""
    piece = b"x" * (4 << 20)
    try:
        with open(path, "wb", buffering=0) as file:
            os.unlink(path)
            for _ in range(10):
                if file.write(piece) < len(piece):
                    raise OSError("cut short")
        breach("40 MB in " + path)
    except OSError as error:
        print(error)


write("large")
write(r"@OUT@/large")
try:
    os.truncate(os.open("sparse", os.O_CREAT | os.O_RDWR), 1 << 40)
    breach("a sparse file of a terabyte")
except OSError as error:
    print(error)
