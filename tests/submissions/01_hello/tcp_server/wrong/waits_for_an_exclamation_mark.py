"""Wrong: reads until there is an exclamation mark, as in the one text that was tried by hand.

Loses: answers
Says: It answered once hello! had come
Never says: it waits for the end of the stream
"""

import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as door:
    visitor, _ = door.accept()
    with visitor:
        text = b""
        while text[-1:] != b"!":
            part = visitor.recv(1024)
            if not part:
                break
            text += part
        print(text.decode())
        visitor.sendall(b"hi")
