"""Right: starts itself anew, unbuffered, in the place of the process that was started."""

import os
import socket
import sys

if not os.environ.get("AGAIN"):
    os.environ["AGAIN"] = "yes"
    os.execv(sys.executable, [sys.executable, "-u", *sys.argv])
s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
s.shutdown(socket.SHUT_WR)
with s.makefile("r", newline="") as f:
    print(*f, sep="")
