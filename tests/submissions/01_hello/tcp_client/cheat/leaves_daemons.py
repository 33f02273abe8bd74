"""Cheat: leaves daemons behind, deaf and far from their parents (C12).

Most: 0
"""
import os
import signal
import time


def daemon():
    """By the book: a session of its own, no files, no folder, no parent, no ear for signals."""
    os.setsid()
    if os.fork():
        os._exit(0)
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    os.chdir("/")
    os.closerange(0, 256)
    time.sleep(40)
    with open(r"@OUT@/from_a_daemon", "w"):
        os._exit(0)


for _ in range(5):
    if os.fork() == 0:
        daemon()
