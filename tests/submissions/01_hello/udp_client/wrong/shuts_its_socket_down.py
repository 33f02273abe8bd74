"""Wrong: shuts its socket down before it closes it, which is for connections.

Loses: ends_with_status_0
Says: This UDP socket has no connection that shutdown() could end
Never says: calls connect()
"""

import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    if line.strip():
        sock.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2])))
        reply, _ = sock.recvfrom(1024)
        print(reply.decode())
sock.shutdown(socket.SHUT_RDWR)
sock.close()
