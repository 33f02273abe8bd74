"""Cheat: stops itself instead of ending, so that nobody hears of it (B5, C19).

Most: 0
"""
import os
import signal

if os.fork() == 0:
    os.kill(os.getppid(), signal.SIGSTOP)
    os._exit(0)
os.kill(os.getpid(), signal.SIGSTOP)
