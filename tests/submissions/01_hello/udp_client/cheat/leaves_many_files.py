"""Cheat: leaves thousands of files, and folders without any right, to be cleared up (C10).

Most: 0
"""
import os

os.umask(0o777)
for number in range(40):
    os.mkdir(f"locked{number}", 0)
os.umask(0o022)
os.mkdir("many")
for number in range(3000):
    open(f"many/{number}", "w").close()
