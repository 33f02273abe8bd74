"""Right: prints the bytes as they are shown within a dict.
"""

import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        peer, address = door.accept()
        with peer:
            data = peer.recv(1024)
            print({"from": address, "said": data})
            peer.sendall(b"hi")


if __name__ == "__main__":
    serve(*(sys.argv[1:2] or ["127.0.0.1"]), int((sys.argv[2:] or ["8898"])[0]))
