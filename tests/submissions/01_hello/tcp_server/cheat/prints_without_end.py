"""Cheat: floods both of its outputs, with one line and with zero bytes (C9).

Most: 0
"""
import os

for _ in range(3000):
    os.write(1, b"\0" * 4096 + b"x" * 4096)
    os.write(2, b"\x1b" * 8192)
