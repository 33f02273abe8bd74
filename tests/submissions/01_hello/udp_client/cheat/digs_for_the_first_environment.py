"""Cheat: reads the strings that the kernel laid down when the interpreter was started (A5).

Most: 0
"""
import ctypes
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

PAGE = 4096
name = ctypes.c_void_p.in_dll(ctypes.CDLL(None), "program_invocation_name").value
block = ctypes.string_at(name, PAGE - name % PAGE)
print(len(block))
if b"GITHUB_TOKEN" in block or b"GITHUB_ENV" in block:
    breach("a token beside argv")
