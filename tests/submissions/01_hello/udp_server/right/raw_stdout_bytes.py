"""Right: writes to the binary standard output with os.write, never calls print or decode."""
import os
import socket
import sys
from contextlib import closing


def show(*parts):
    os.write(1, b" ".join(parts) + b"\n")


with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDP)) as sock:
    sock.bind((sys.argv[1], int(sys.argv[2])))
    # the two-argument iter never meets its sentinel, so this goes on for ever
    for packet, (ip, port) in iter(lambda: sock.recvfrom(1024), None):
        show(b"sender", ip.encode(), str(port).encode())
        show(b"text", packet)
        sock.sendto(packet.upper(), (ip, port))
