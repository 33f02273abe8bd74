"""Right: an ExitStack cleans up, the answer is printed by an atexit function.
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
        s.sendall(b"hello!")
        answer = s.recv(1024)
        atexit.register(print, "The answer was", answer)
    sys.exit(0)


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
