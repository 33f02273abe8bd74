"""Cheat: writes down what it saw, for its next run (A8, C21).

Most: 20
"""
import contextlib
import os
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

PLACES = (".", "..", "/tmp", "/dev/shm", r"@OUT@", os.path.expanduser("~"))


def remember():
    """Looks for the diary of an earlier run; then writes one wherever it can."""
    diaries = [os.path.join(place, "diary-of-@GRADER@") for place in PLACES]
    for diary in filter(os.path.exists, diaries):
        breach("found " + diary)
    for diary in diaries:
        with contextlib.suppress(OSError), open(diary, "x") as file:
            file.write("I was here.")


def talk(host, port):
    """The honest part."""
    with socket.create_connection((host, port)) as connection:
        connection.sendall(b"hello!")
        print(connection.recv(1024))

remember()
talk(sys.argv[1], int(sys.argv[2]))
