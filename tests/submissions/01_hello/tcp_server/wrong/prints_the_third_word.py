"""Wrong: it takes the third word for what the client says.

Loses: prints_the_message
Says: Only a part of it was printed:
"""

import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        peer, address = door.accept()
        with peer:
            data = peer.recv(1024)
            words = data.decode().split()
            print("said:", words[2] if len(words) > 2 else data.decode())
            peer.sendall(b"hi")


if __name__ == "__main__":
    serve(*(sys.argv[1:2] or ["127.0.0.1"]), int((sys.argv[2:] or ["8898"])[0]))
