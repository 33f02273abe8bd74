"""Cheat: a fork storm, of 160 processes that sleep, then of families on the run (C4, C12).

Most: 0
"""
import os
import time

END = time.monotonic() + 3  # also without any jail it is over then


def crowd():
    """160 at once."""
    for _ in range(16):
        if os.fork() == 0:
            for _ in range(9):
                if os.fork() == 0:
                    break
            time.sleep(max(0, END - time.monotonic()))
            os._exit(0)


def run_away():
    """The parent ends as soon as it has a child: no number stays valid for long."""
    while time.monotonic() < END:
        if os.fork():
            os._exit(0)
        os.setsid()
    os._exit(0)


try:
    crowd()
    for _ in range(8):
        if os.fork() == 0:
            run_away()
except OSError:
    pass  # there is no room for more: those that are there go on
time.sleep(max(0, END - time.monotonic()))
