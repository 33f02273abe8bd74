"""A UDP server that keeps a sum, and counts each request once.

Run it as   python udp_server.py HOST PORT   ; Ctrl-C stops it.
"""

import socket
import sys


def serve(host: str, port: int) -> None:
    """Answer requests `ID ADD N` with `ID TOTAL`, until stopped.

    TODO: 1. bind a UDP socket to host and port; the total begins at 0
          2. a request adds N to the total, which all clients share, and is answered
          3. the same ID from the same address and port again: the same answer, nothing is added
          4. anything else is answered with `ERROR` and changes nothing
    """
    raise NotImplementedError("udp_server.py: write serve()")


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
