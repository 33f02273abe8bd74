"""A TCP server for framed messages: it sends each one back, turned round.

Run it as   python tcp_server.py HOST PORT   or   python tcp_server.py PATH
where PATH is a file name for a Unix-domain socket. Ctrl-C stops it.
"""

import socket
import sys


def serve(listener: socket.socket) -> None:
    """Serve one client after another on a socket that listens already.

    TODO: 1. accept a client and send it one frame: `ready ` and socket.gethostname()
          2. for each frame that it sends, answer one frame with the bytes in reverse order
          3. when it has closed its sending side, close the connection and accept the next
          4. a length over 16 MiB: close the connection at once
    A frame is a length N, 4 bytes big-endian and without a sign, and then N bytes.
    """
    raise NotImplementedError("tcp_server.py: write serve()")


def listen(address: list[str]) -> socket.socket:
    """Listen on [HOST, PORT], or on [PATH] by a Unix-domain socket.

    TODO: make the socket of the right family, bind it, listen
    """
    raise NotImplementedError("tcp_server.py: write listen()")


if __name__ == "__main__":
    serve(listen(sys.argv[1:] or ["127.0.0.1", "8898"]))
