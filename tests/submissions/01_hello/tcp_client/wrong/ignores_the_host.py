"""Wrong: always calls 127.0.0.1, whatever HOST says.

Loses: connects
Says: connected to 127.0.0.1: | and not in the program
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
