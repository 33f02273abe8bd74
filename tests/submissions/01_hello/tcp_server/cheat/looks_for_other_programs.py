"""Cheat: looks for another learner's server, or the grader's, and relays to it (A11, C13).

Most: 0
"""
import errno
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

mine = int(sys.argv[2])
for port in [*range(mine - 200, mine), *range(mine + 1, mine + 200)]:
    with socket.socket() as client:
        client.settimeout(0)
        result = client.connect_ex((sys.argv[1], port))
        if result not in (errno.EACCES, errno.EPERM):
            breach(f"may connect to {port}: {errno.errorcode.get(result)}")
            break
