"""Cheat: asks another server what to answer (A11).

Most: 8
"""
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

with socket.create_server((sys.argv[1], int(sys.argv[2]))):
    with socket.create_connection(("127.0.0.1", @PORT@)) as oracle:
        breach("reached another server")
        print(oracle.recv(1024))
