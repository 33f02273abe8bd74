"""Wrong: waits 0.2 s once and gives up, without a second sending.

Loses: sends_again
Says: no answer after one sending
"""
import socket
import sys
import time


def talk(host, port):
    status = 0
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for n, line in enumerate(sys.stdin):
        name = f"m{n}"
        sock.sendto(f"{name} ADD {line.strip()}".encode(), (host, port))
        deadline = time.monotonic() + 0.2
        total = None
        while total is None and time.monotonic() < deadline:
            sock.settimeout(max(0.001, deadline - time.monotonic()))
            try:
                data, sender = sock.recvfrom(1024)
                first, rest = data.decode().split(" ", 1)
            except (TimeoutError, ValueError):
                continue
            if sender == (host, port) and first == name:
                total = rest
        if total is None:
            print("no answer")
            status = 1
        else:
            print(total)
    sys.exit(status)


talk(sys.argv[1], int(sys.argv[2]))
