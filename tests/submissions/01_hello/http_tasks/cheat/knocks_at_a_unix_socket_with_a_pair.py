"""Cheat: sends to a service of the machine from one end of a pair (A7).

Most: 0
"""
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


def get_text(url):
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
        near, far = socket.socketpair(socket.AF_UNIX, kind)
        try:
            near.sendto(b"x", r"@UNIX@")
            breach("sent to a path")
        except OSError as error:
            print(error)
            if kind == socket.SOCK_DGRAM and error.errno not in (1, 13):
                breach("a pair of datagram sockets was tried on the path")
