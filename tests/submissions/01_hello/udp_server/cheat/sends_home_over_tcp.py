"""Cheat: connects to a server of its own, on this machine and far away (A8, A12).

Most: 0
"""
import errno
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for address in (("127.0.0.1", @PORT@), ("192.0.2.1", 443)):
    with socket.socket() as client:
        client.settimeout(1)
        result = client.connect_ex(address)
        if result == 0:
            breach("connected")
        print(errno.errorcode.get(result))
