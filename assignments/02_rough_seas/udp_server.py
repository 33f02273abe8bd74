"""A UDP server that keeps a sum, and counts each request once.

Run it as   python udp_server.py HOST PORT   ; Ctrl-C stops it.
"""

import socket  # you will need it
import sys


def serve(host: str, port: int) -> None:
    """Answer requests `ID ADD N` with `ID TOTAL`, until stopped.

    TODO: 1. bind a UDP socket to host and port, and answer every datagram
          2. a request adds N to the total, which begins at 0 and which all clients share
          3. answer `ERROR` to everything else, and change nothing because of it
          4. if the same ID comes again from the same address and port, give the same
             answer again and add nothing
    """
    raise NotImplementedError("udp_server.py: write serve()")


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
