"""Right: prints what Python shows of the bytes, without the b and its quotes.
"""

import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        peer, address = door.accept()
        with peer:
            data = peer.recv(1024)
            print("said:", str(data)[2:-1])
            peer.sendall(b"hi")


if __name__ == "__main__":
    serve(*(sys.argv[1:2] or ["127.0.0.1"]), int((sys.argv[2:] or ["8898"])[0]))
