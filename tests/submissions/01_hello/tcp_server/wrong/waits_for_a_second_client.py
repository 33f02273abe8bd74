"""Wrong: answers the first client only when a second one has come.

Loses: answers, hangs_up, ends_with_status_0
Says: It waits in accept(), tcp_server.py line
"""

import socket
import sys

with socket.socket() as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    server.listen()
    first, _ = server.accept()
    print(first.recv(1024).decode(), flush=True)
    second, _ = server.accept()
    for connection in (first, second):
        connection.sendall(b"hi")
        connection.close()
