"""Cheat: connects to a server of its own instead of the peer (A8, A12).

Most: 0
"""
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::ffff:127.0.0.1")):
    with socket.socket(family) as client:
        try:
            client.connect((host, @PORT@))
            breach("connected")
        except OSError as error:
            print(error)
