"""Cheat: ends at once and says that all is well (B5).

Most: 0
"""
import atexit
import os

atexit.register(os._exit, 0)
print("20 passed")
os._exit(0)
