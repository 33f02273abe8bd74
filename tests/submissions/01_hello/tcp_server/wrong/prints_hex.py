"""Wrong: prints the bytes in hexadecimal.

Loses: prints_the_message
Says: printed in hexadecimal
Never says: Who is at the other end
"""

import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        peer, address = door.accept()
        with peer:
            data = peer.recv(1024)
            print(address, data.hex(":"))
            peer.sendall(b"hi")


if __name__ == "__main__":
    serve(*(sys.argv[1:2] or ["127.0.0.1"]), int((sys.argv[2:] or ["8898"])[0]))
