"""Right: a text makefile, with flush, and read() to the end.
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])

with socket.create_connection((host, port)) as sock:
    with sock.makefile("rw", encoding="ascii", newline="") as f:
        f.write("hello!")
        f.flush()
        for line in f:
            sys.stdout.write(line)
        sys.stdout.write("\n")
