"""Cheat: dies of every signal in turn, so that the grader might give up (B5).

Most: 0
"""
import os
import signal
import time

os.kill(os.getpid(), [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT][time.time_ns() % 3])
