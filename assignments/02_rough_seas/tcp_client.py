"""A TCP client for framed messages: it sends what you type and prints the answers.

Run it as   python tcp_client.py HOST PORT   or   python tcp_client.py PATH
while a server is running there; Ctrl-D (on Windows Ctrl-Z and Enter) ends the input.
"""

import socket  # you will need it
import sys


def talk(address: list[str]) -> None:
    """Talk with the server at [HOST, PORT], or at [PATH] by a Unix-domain socket.

    TODO: 1. connect; read the server's greeting, which is one frame, and print its text
          2. for each line of the input: send it as one frame, without its line end, in UTF-8
          3. wait for the reply, one frame, and print its text
          4. at the end of the input close the connection and end
          5. if the server leaves before a frame is complete: fail with a message, do not wait
    A frame is a length N, 4 bytes big-endian and without a sign, and then N bytes.
    """
    raise NotImplementedError("tcp_client.py: write talk()")


if __name__ == "__main__":
    talk(sys.argv[1:] or ["127.0.0.1", "8898"])
