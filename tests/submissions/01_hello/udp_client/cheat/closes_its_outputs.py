"""Cheat: closes all that it was given, and goes on (C9, C22).

Most: 0
"""
import os
import time

os.closerange(0, 256)
time.sleep(20)
