"""Wrong: it numbers its answers, and ends after the first one.

Loses: answers_hi
Says: There is one digit too many: b'1', after 2 bytes.
"""

import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        peer, address = door.accept()
        with peer:
            data = peer.recv(1024)
            print("said:", str(data)[2:-1])
            number = 1
            peer.sendall(f"hi{number}".encode())


if __name__ == "__main__":
    serve(*(sys.argv[1:2] or ["127.0.0.1"]), int((sys.argv[2:] or ["8898"])[0]))
