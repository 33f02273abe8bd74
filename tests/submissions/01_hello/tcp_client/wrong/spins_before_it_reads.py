"""Wrong: a loop that waits for a flag which nobody ever sets, and takes the processor meanwhile.

Loses: prints_the_answer, ends_with_status_0
Says: is busy in line
"""

import socket
import sys

answered = False

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
    sock.sendall(b"hello!")
    while not answered:
        pass
    print(sock.recv(1024))
