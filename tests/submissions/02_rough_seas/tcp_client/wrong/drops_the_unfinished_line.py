"""Wrong: split("\\n")[:-1] drops the last line when no newline ends it.

Loses: sends_lines_as_they_are
Says: has no line end
"""

import socket
import struct
import sys

stream = None


def load(n):
    data = stream.read(n)
    if len(data) < n:
        sys.exit("server hung up, %d bytes missing" % (n - len(data)))
    return data


def load_text():
    return load(struct.unpack("!I", load(4))[0]).decode("utf-8")


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((sys.argv[1], int(sys.argv[2])))
stream = sock.makefile("rb")
print(load_text())
for line in sys.stdin.read().split("\n")[:-1]:
    raw = line.encode("utf-8")
    sock.sendall(struct.pack("!I", len(raw)) + raw)
    print(load_text())
stream.close()
sock.close()
