"""Wrong: does not look at HOST and PORT, it always calls 127.0.0.1 and a port of its own choice.

Loses: sends
Says: but it was started with 127.
Never says: already in use
"""
import socket
import sys

SERVER = ("127.0.0.1", 9)

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(SERVER)
sock.settimeout(3)
for line in sys.stdin:
    sock.send(line.strip().encode("utf-8"))
    print(sock.recv(1024).decode("utf-8"))
