"""Wrong: pprint breaks long bytes into lines of at most eighty characters.

Loses: takes_1024_bytes
Says: pieces, with something between them
"""

import pprint
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as s:
    conn, _ = s.accept()
    with conn:
        pprint.pprint(conn.recv(1024))
        conn.sendall(b"hi")
