"""Wrong: read(n) of a makefile may give a cut body at the end of the stream; never looks.

Loses: fails_at_a_cut_reply
Says: It printed the part of the reply that had come | 29 of the reply's 30 bytes had come when the server closed its side
Never says: recv() returns
"""

import socket
import struct
import sys

if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
file = sock.makefile("rwb")

size = struct.unpack("!I", file.read(4))[0]
greeting = file.read(size)
if len(greeting) != size:
    raise SystemExit("the greeting is not complete")
print("greeting:", greeting.decode())
for line in sys.stdin:
    body = line.rstrip("\n").encode()
    file.write(struct.pack("!I", len(body)) + body)
    file.flush()
    size = struct.unpack("!I", file.read(4))[0]
    print("reply:", file.read(size).decode("utf-8", "replace"))
file.close()
sock.close()
