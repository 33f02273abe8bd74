"""A UDP client that sends what you type.

Run it as   python udp_client.py HOST PORT   while a server is running there;
Ctrl-D (on Windows Ctrl-Z and Enter) ends the input.
"""

import socket  # you will need it
import sys


def talk(host: str, port: int) -> None:
    """Send each line of standard input to host:port and print each reply.

    TODO: 1. make a UDP socket
          2. for each line of the input: strip it, send it as one datagram
          3. wait for the reply, up to 1024 bytes, and print it as text
          4. end quietly at the end of the input
    """
    raise NotImplementedError("udp_client.py: write talk()")


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    talk(HOST, PORT)
