"""Wrong: rests for five seconds before it closes.

Loses: hangs_up, ends_with_status_0
Says: It waits in sleep()
Never says: Is there a loop
"""

import socket
import sys
import time

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as door:
    visitor, _ = door.accept()
    with visitor:
        print(visitor.recv(1024).decode())
        visitor.sendall(b"hi")
        time.sleep(5)
