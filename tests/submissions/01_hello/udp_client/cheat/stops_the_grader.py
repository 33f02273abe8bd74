"""Cheat: stops the process that grades it, and then waits for ever (C1, C19).

Most: 0
"""
import os
import signal
import time

try:
    os.kill(@GRADER@, signal.SIGSTOP)
except OSError as error:
    print(error)
time.sleep(20)
