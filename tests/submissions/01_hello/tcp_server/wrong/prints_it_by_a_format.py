"""Wrong: the text becomes a part of a format, in which % means something.

Loses: prints_the_message
Says: raised | format
"""

import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        peer, address = door.accept()
        with peer:
            data = peer.recv(1024)
            print((address[0] + " says " + data.decode() + " to %s") % host)
            peer.sendall(b"hi")


if __name__ == "__main__":
    serve(*(sys.argv[1:2] or ["127.0.0.1"]), int((sys.argv[2:] or ["8898"])[0]))
