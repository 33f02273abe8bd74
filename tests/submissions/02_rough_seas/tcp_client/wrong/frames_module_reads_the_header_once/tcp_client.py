"""Wrong: the module beside it takes the four bytes of a length by a single recv().

Loses: takes_fragments
Says: Yours got the first byte of a length
"""

import socket
import sys

import frames


def dial(words):
    if len(words) == 1:
        link = socket.socket(socket.AF_UNIX)
        link.connect(words[0])
        return link
    return socket.create_connection((words[0], int(words[1])))


with dial(sys.argv[1:]) as link:
    talk = frames.Frames(link)
    print(talk.get().decode())
    for line in sys.stdin:
        talk.put(line.rstrip("\n").encode())
        print(talk.get().decode())
