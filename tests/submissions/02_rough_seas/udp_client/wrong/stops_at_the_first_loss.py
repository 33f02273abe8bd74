"""Wrong: after `no answer` it ends instead of going on with the next line.

Loses: goes_on
Says: still has to send the other lines
"""
import socket
import sys
import time
import uuid


class NoAnswer(Exception):
    pass


def ask(sock, server, number):
    name = uuid.uuid4().hex
    for _ in range(5):
        sock.sendto(f"{name} ADD {number}".encode(), server)
        deadline = time.monotonic() + 0.2
        while time.monotonic() < deadline:
            sock.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                data, sender = sock.recvfrom(1024)
                first, total = data.decode("ascii").split(" ")
            except (TimeoutError, ValueError):
                continue
            if (sender, first) == (server, name):
                return total
    raise NoAnswer


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    for line in sys.stdin:
        print(ask(sock, (sys.argv[1], int(sys.argv[2])), line.strip()))
except NoAnswer:
    print("no answer")
    sys.exit(1)
