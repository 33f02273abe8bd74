"""Right: MSG_PEEK to see whether anything comes at all, then MSG_WAITALL for the whole of it."""

import socket
import struct
import sys

if len(sys.argv) == 1:
    sys.argv += ["127.0.0.1", "8898"]

ADDRESS = sys.argv[1:]


def frame(s):
    if not s.recv(1, socket.MSG_PEEK):
        raise ConnectionError("nothing came: the other end has closed")
    head = s.recv(4, socket.MSG_WAITALL)
    n = struct.unpack("!I", head)[0]
    if n == 0:
        return ""
    body = s.recv(n, socket.MSG_WAITALL)
    # a signal or a big message may still cut it in pieces
    while len(body) < n:
        rest = s.recv(n - len(body), socket.MSG_WAITALL)
        if not rest:
            raise ConnectionError("half a message")
        body += rest
    return body.decode("utf-8")


s = socket.socket(socket.AF_UNIX if len(ADDRESS) == 1 else socket.AF_INET, socket.SOCK_STREAM, 0)
s.connect(ADDRESS[0] if len(ADDRESS) == 1 else (ADDRESS[0], int(ADDRESS[1])))
print("[greeting] " + frame(s))
n = 0
line = sys.stdin.readline()
while line != "":
    n += 1
    if line.endswith("\n"):
        line = line[0:len(line) - 1]
    s.sendall(struct.pack("!I", len(line.encode("utf-8"))))
    s.sendall(line.encode("utf-8"))
    print("[%d] " % n + frame(s))
    line = sys.stdin.readline()
s.close()
sys.exit(0)
