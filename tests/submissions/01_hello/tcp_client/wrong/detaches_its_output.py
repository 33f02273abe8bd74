"""Wrong: takes the bytes out of sys.stdout, which cannot be flushed at the end: status 120.

Loses: ends_with_status_0
Says: underlying buffer has been detached | made 120 of its status
Never says: sys.exit()
"""
import socket
import sys

out = sys.stdout.detach()
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    s.sendall(b"hello!")
    while chunk := s.recv(1024):
        out.write(chunk)
out.write(b"\n")
out.flush()
