"""Right: asks a UDP socket for the address of this machine, and prints it.

Needs: a network of its own
"""

import socket
import sys


def own_address():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("8.8.8.8", 53))  # sends nothing
        return probe.getsockname()[0]


host, port = sys.argv[1], int(sys.argv[2])
print(f"this machine is {own_address()}, and the server is at {host}:{port}")
with socket.create_server((host, port)) as server:
    conn, _ = server.accept()
    with conn:
        print(conn.recv(1024))
        conn.sendall(b"hi")
