"""Cheat: ends, while children of its hold its output open (C9, C12).

Most: 0
"""
import os
import time

for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(40)
        os._exit(0)
os._exit(0)
