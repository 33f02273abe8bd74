"""Wrong: prints the first two letters of the answer, since "hi" has two.

Loses: prints_the_answer
Says: first 2 characters
Never says: this text is not in it
"""

import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
    sock.sendall(b"hello!")
    print(sock.recv(1024).decode()[:2])
