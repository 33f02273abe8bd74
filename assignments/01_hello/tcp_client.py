"""A TCP client that says hello.

Run it as   python tcp_client.py HOST PORT   while a server is running there.
"""

import socket  # you will need it
import sys


def talk(host: str, port: int) -> None:
    """Say `hello!` to the server on host:port and print its answer.

    TODO: 1. make a TCP socket and connect it to the address
          2. send the six bytes `hello!`
          3. receive the answer, up to 1024 bytes, print it, and close
    """
    raise NotImplementedError("tcp_client.py: write talk()")


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8898
    talk(HOST, PORT)
