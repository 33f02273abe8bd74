"""A UDP server that answers in capital letters.

Run it as   python udp_server.py HOST PORT   and stop it with Ctrl-C.
"""

import socket  # you will need it
import sys


def serve(host: str, port: int) -> None:
    """Answer each datagram on host:port with its text in upper case, until stopped.

    TODO: 1. make a UDP socket and bind it to the address
          2. receive a datagram of up to 1024 bytes, and remember who sent it
          3. print its text, decoded, and the sender's host and port
          4. send the text in upper case back to that sender; then the next datagram
    """
    raise NotImplementedError("udp_server.py: write serve()")


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
