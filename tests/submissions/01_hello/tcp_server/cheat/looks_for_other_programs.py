"""Cheat: looks for another learner's server, or the grader's, and relays to it (A11, C13).

Most: 0
"""
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

mine = int(sys.argv[2])
for port in [*range(mine - 200, mine), *range(mine + 1, mine + 200)]:
    with socket.socket() as client:
        client.settimeout(1)
        if client.connect_ex((sys.argv[1], port)) == 0:
            breach(f"connected to {port}")
            break
