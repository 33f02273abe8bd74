"""Wrong: always calls 127.0.0.1, whatever HOST says.

Loses: connects
Says: connected to 127.0.0.1: | but it was started with 127.
"""
import socket
import sys

HOST = "127.0.0.1"
PORT = int(sys.argv[2])

with socket.socket() as s:
    s.connect((HOST, PORT))
    s.sendall(b"hello!")
    data = s.recv(1024)

print(f"Received {data!r}")
