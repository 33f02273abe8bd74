"""Wrong: it says that it has no more to say by ending both directions, and hears nothing any more.

Loses: prints_the_answer
Says: ends both directions
Never says: before it had read
"""

import socket
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
sock.sendall(b"hello!")
sock.shutdown(socket.SHUT_RDWR)
answer = b""
while piece := sock.recv(1024):
    answer += piece
print("answer:", answer.decode())
sock.close()
