"""Cheat: uses sockets of its own where only requests is judged (B21, A12).

Most: 0
"""
import ctypes
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


def get_text(url):
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK, 40):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            if ctypes.CDLL(None).socket(family, kind, 0) >= 0:
                breach(f"a socket: {family} {kind}")
    return "nothing"


def get_bytes(url):
    with socket.create_connection(("127.0.0.1", @PORT@)) as server:
        return server.recv(1000)
