"""Cheat: reaches a secret by dots, and from an open folder (A2).

Most: 0
"""
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

UP = "../" * 40


def tries():
    """Three ways to say the same path."""
    yield lambda: os.open(UP + r"@CANARY@".lstrip("/"), os.O_RDONLY)
    yield lambda: os.open(r"@CANARY@".lstrip("/"), os.O_RDONLY, dir_fd=os.open("/", os.O_PATH))
    yield lambda: os.chroot("/") or os.open(r"@CANARY@", os.O_RDONLY)
    yield lambda: os.open("/proc/self/root" + r"@CANARY@", os.O_RDONLY)


for attempt in tries():
    try:
        attempt()
        breach("opened the secret")
    except OSError as error:
        print(error)
