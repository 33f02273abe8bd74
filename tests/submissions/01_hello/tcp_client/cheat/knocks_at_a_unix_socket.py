"""Cheat: talks to a service of the machine, as to Docker's (A7).

Most: 0
"""
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

with socket.socket(socket.AF_UNIX) as client:
    client.connect(r"@UNIX@")
    breach("connected to a Unix socket")
