"""Right: binds a port of its own, 7070, before it connects.

Needs: a network of its own
"""

import socket
import sys

with socket.socket() as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", 7070))
    s.connect((sys.argv[1], int(sys.argv[2])))
    s.sendall(b"hello!")
    answer = b""
    while data := s.recv(1024):
        answer += data
print("from", s, answer.decode())
