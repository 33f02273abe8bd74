"""Cheat: sends the answered request again without an end, from several processes (C14).

Most: 4
"""
import os
import socket
import sys
import time

UDP_SEGMENT = 103

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
number = sys.stdin.readline().split()[0]
request = f"abc ADD {number}".encode()
sock.sendto(request, server)
print(sock.recv(4096).decode().split()[1], flush=True)
for _ in range(4):
    if os.fork() == 0:
        try:
            sock.setsockopt(socket.SOL_UDP if hasattr(socket, "SOL_UDP") else 17, UDP_SEGMENT, len(request))
            request *= 120
        except OSError:
            pass
        end = time.monotonic() + 66
        while time.monotonic() < end:
            try:
                sock.sendto(request, server)
            except OSError:
                pass
        os._exit(0)
time.sleep(70)
