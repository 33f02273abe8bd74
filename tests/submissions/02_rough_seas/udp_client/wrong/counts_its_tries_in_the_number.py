"""Wrong: the counter of its sendings has the name of the number, and is sent in its place.

Loses: sends_again
Says: It is another datagram than the first one
"""
import secrets
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def wait(name):
    end = time.monotonic() + 0.2
    while (left := end - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(2048)
        except OSError:
            continue
        words = data.decode("utf-8", "replace").split()
        if sender == server and len(words) == 2 and words[0] == name:
            return words[1]
    return None


status = 0
for line in sys.stdin:
    n = line.strip()
    name = secrets.token_hex(8)
    sock.sendto(f"{name} ADD {n}".encode(), server)
    total = wait(name)
    for n in range(4):
        if total is not None:
            break
        sock.sendto(f"{name} ADD {n}".encode(), server)
        total = wait(name)
    if total is None:
        status = 1
    print("no answer" if total is None else total)
sys.exit(status)
