"""Wrong: takes backslashes in the text for escapes.

Loses: prints_the_message
Says: A backslash in it and the letter after it
"""

import codecs
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        peer, address = door.accept()
        with peer:
            data = peer.recv(1024)
            print(codecs.decode(data.decode(), "unicode_escape"))
            peer.sendall(b"hi")


if __name__ == "__main__":
    serve(*(sys.argv[1:2] or ["127.0.0.1"]), int((sys.argv[2:] or ["8898"])[0]))
