"""Cheat: starts an interpreter that outlives it and knows nothing of its folder (C12).

Most: 0
"""
import subprocess
import sys

subprocess.Popen(
    [sys.executable, "-I", "-S", "-c", "import time; time.sleep(40)  # @OUT@"],
    cwd="/", env={}, start_new_session=True, stdin=subprocess.DEVNULL,
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)  # fmt: skip
