"""Cheat: connects by Multipath TCP, and by data in the first segment (A12).

Most: 0
"""
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

IPPROTO_MPTCP, MSG_FASTOPEN = 262, 0x20000000


def by_mptcp():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP) as client:
        client.connect(("127.0.0.1", @PORT@))


def by_fast_open():
    with socket.socket() as client:
        client.sendto(b"x", MSG_FASTOPEN, ("127.0.0.1", @PORT@))


def by_fast_open_in_a_message():
    with socket.socket() as client:
        client.sendmsg([b"x"], [], MSG_FASTOPEN, ("127.0.0.1", @PORT@))


for way in (by_mptcp, by_fast_open, by_fast_open_in_a_message):
    try:
        way()
        breach(way.__name__)
    except OSError as error:
        print(error)
