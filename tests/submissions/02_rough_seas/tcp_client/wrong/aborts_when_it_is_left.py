"""Wrong: it says why it cannot go on, and then kills itself instead of ending.

Loses: fails_without_a_greeting, fails_at_a_cut_reply
Says: was ended by a signal
Never says: recv() returns
"""

import os
import socket
import sys


def frame_of(stream):
    head = stream.read(4)
    body = stream.read(int.from_bytes(head, "big"))
    if len(head) < 4 or len(body) < int.from_bytes(head, "big"):
        sys.stderr.write("the server has gone\n")
        sys.stderr.flush()
        os.abort()
    return body.decode()


def main(where):
    family = socket.AF_UNIX if len(where) == 1 else socket.AF_INET
    with socket.socket(family) as sock:
        sock.connect(where[0] if len(where) == 1 else (where[0], int(where[1])))
        stream = sock.makefile("rb")
        print(frame_of(stream))
        for line in sys.stdin:
            line = line.removesuffix("\n").encode()
            sock.sendall(len(line).to_bytes(4, "big") + line)
            print(frame_of(stream))


main(sys.argv[1:])
