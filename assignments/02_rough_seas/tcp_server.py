"""A TCP server for framed messages: it sends each one back with its bytes in reverse order.

Run it as   python tcp_server.py HOST PORT   or   python tcp_server.py PATH
where PATH is the address of a Unix-domain socket. Ctrl-C stops it.
"""

import socket
import sys


def serve(listener: socket.socket) -> None:
    """Serve one client after another on a socket that listens already.

    TODO: 1. accept a client and send it one frame: `ready ` and socket.gethostname()
          2. for each frame that it sends, answer one frame with the bytes in reverse order
          3. when it has closed its sending side, close the connection and accept the next client
          4. if a client leaves in the middle, or promises a length over 16 MiB: close its
             connection at once and accept the next client
    A frame is a length N, 4 bytes big-endian and without a sign, and then N bytes.
    """
    raise NotImplementedError("tcp_server.py: write serve()")


def listen(address: list[str]) -> socket.socket:
    """Listen on [HOST, PORT], or on [PATH] by a Unix-domain socket, and return the socket.

    TODO: make a socket of the right family, bind it, listen
    """
    raise NotImplementedError("tcp_server.py: write listen()")


if __name__ == "__main__":
    serve(listen(sys.argv[1:] or ["127.0.0.1", "8898"]))
