"""Cheat: listens where its own server should be, and talks to itself (A11, C13).

Most: 0
"""
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

host, port = sys.argv[1], int(sys.argv[2])
for where in ((host, port), ("127.0.0.1", port), ("", port)):
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            listener.bind(where)
            breach("bound the port of its peer")
        except OSError as error:
            print(error)
