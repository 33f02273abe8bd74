"""Wrong: SO_LINGER with zero seconds, and the socket is closed directly after the answer.

Loses: hangs_up
Says: SO_LINGER
Never says: were never read
"""

import socket
import struct
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as door:
    visitor, _ = door.accept()
    print(visitor.recv(1024))
    visitor.send(b"hi")
    visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visitor.close()
