"""Wrong: its connection does not wait, and it looks for the answer once.

Loses: ends_with_status_0, prints_the_answer
Says: told not to wait
"""

import socket
import sys


def talk(host: str, port: int) -> None:
    """Say `hello!` to the server on host:port and print its answer."""
    # A client needs no bind(): the system gives its socket a free port when it connects.
    # Short form of the first two calls: socket.create_connection((host, port)).
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection:
        connection.connect((host, port))  # ConnectionRefusedError if nobody listens there
        connection.sendall(b"hello!")  # the client speaks first in this protocol
        # In this unit the answer comes in one piece, so one recv gets all of it. A client
        # for a real network would add pieces until recv returns b"" (unit 2).
        connection.setblocking(False)
        print(connection.recv(1024))


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8898
    talk(HOST, PORT)
