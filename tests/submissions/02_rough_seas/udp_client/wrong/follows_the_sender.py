"""Wrong: overwrites the server's address with that of whoever wrote last.

Loses: passes_over_strangers
Says: a stranger at
"""
import socket
import sys
import time
import uuid

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0
for line in sys.stdin:
    name = uuid.uuid4().hex[:10]
    total = ""
    for _ in range(5):
        sock.sendto(f"{name} ADD {line.strip()}".encode(), server)
        deadline = time.monotonic() + 0.2
        while not total and time.monotonic() < deadline:
            sock.settimeout(max(0.001, deadline - time.monotonic()))
            try:
                data, server = sock.recvfrom(1024)
                word, number = data.decode().split(" ")
            except (socket.timeout, ValueError):
                continue
            if word == name:
                total = number
        if total:
            break
    if not total:
        status = 1
    print(total or "no answer")
sys.exit(status)
