"""Wrong: its connection does not wait, and it looks for a frame once.

Loses: prints_the_greeting, sends_a_line
Says: told not to wait
"""

import socket
import sys

from frames import read_frame, send_frame


def connect(address: list[str]) -> socket.socket:
    """Connect to [HOST, PORT], or to [PATH] by a Unix-domain socket."""
    if len(address) == 2:
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        connection.connect((address[0], int(address[1])))  # one pair, and the port is a number
    else:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(address[0])  # the path alone
    return connection


def talk(address: list[str]) -> None:
    """Talk with the server at this address until the input ends.

    Raises EOFError if the server leaves too early: nobody catches it, so that the program ends
    with status 1 and says why on standard error.
    """
    with connect(address) as connection:
        connection.setblocking(False)
        print(read_frame(connection).decode())  # the server speaks first
        for line in sys.stdin:
            # Only the newline goes; strip() would take blanks that belong to the line.
            send_frame(connection, line.removesuffix("\n").encode())
            # Decoded when it is complete: a piece may end in the middle of a character.
            print(read_frame(connection).decode())


if __name__ == "__main__":
    talk(sys.argv[1:] or ["127.0.0.1", "8898"])
