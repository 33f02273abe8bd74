"""Wrong: it says hello! in capitals.

Loses: sends_hello
Points: 16
Says: Only the case of the letters differs: it is in upper case.
"""

import atexit
import contextlib
import socket
import sys


def talk(host, port):
    with contextlib.ExitStack() as cleanup:
        s = cleanup.enter_context(socket.socket())
        s.connect((host, port))
        cleanup.callback(s.shutdown, socket.SHUT_WR)
        s.sendall(b"hello!".upper())
        answer = s.recv(1024)
        atexit.register(print, "The answer was", answer)
    sys.exit(0)


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
