"""Wrong: prints what it received without its first character.

Loses: prints_the_answer
Says: at its beginning: that belongs to it as well
"""

import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as connection:
    connection.sendall(b"hello!")
    pieces = iter(lambda: connection.recv(1024), b"")
    print(b"".join(pieces).decode()[1:])
