"""Wrong: MSG_WAITALL makes recv() wait until 1024 bytes are there, or the end.

Loses: answers
Says: It answered once the client had closed its side
Never says: another byte | only after | a line end
"""

import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    client, _ = server.accept()
    with client:
        print(client.recv(1024, socket.MSG_WAITALL))
        client.sendall(b"hi")
