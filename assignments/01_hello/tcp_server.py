"""A TCP server that greets one client.

Run it as   python tcp_server.py HOST PORT
"""

import socket  # you will need it
import sys


def serve(host: str, port: int) -> None:
    """Wait for one client on host:port, print what it says, answer `hi`, and end.

    TODO: 1. make a TCP socket and listen on the address
          2. accept one client, receive up to 1024 bytes from it, and print them
          3. send it the two bytes `hi` and close the connection
    """
    raise NotImplementedError("tcp_server.py: write serve()")


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8898
    serve(HOST, PORT)
