"""Wrong: when all is said it connects once more, to say hello a second time.

Loses: ends_with_status_0
Says: a second connection
Never says: does it use HOST
"""

import socket
import sys

for _ in range(2):
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
        sock.sendall(b"hello!")
        print(sock.recv(1024))
